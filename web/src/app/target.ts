import type { ConversationView, HubStatus } from '@smart-hub/sdk';
import { usePerson } from '../conversations/people.js';
import { useConversations, useHub, useSeat } from '../hub/seat.js';
import type { Led, Newcomer, Place } from './places.js';

/** Why there is nothing to show, or not yet. */
export type Notice = 'no page' | 'no conversation' | 'no person' | 'oneself' | 'looking up' | 'not reached';

/** What an address leads to. */
export type Target =
  | { readonly kind: 'home' }
  | { readonly kind: 'account' }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | {
      readonly kind: 'chat';
      /** Absent before the first message. */
      readonly conversation: ConversationView | undefined;
      readonly person: ConversationView['user'] | Newcomer;
      readonly led: Led | undefined;
    };

/** Looks up what the address names. Whether something exists is said only once that is known. */
export function useTarget(place: Place): Target {
  const { me } = useSeat();
  const status = useHub((hub) => hub.status);
  const isLoaded = status === 'online';
  const id = place.kind === 'person' ? place.id : undefined;
  const conversation = useConversations().find((one) =>
    place.kind === 'conversation' ? one.id === place.id : one.user.id === id,
  );
  const profile = place.kind === 'person' ? place.profile : undefined;
  const isUnknown = id !== me.id && !conversation && !profile;
  const found = usePerson(isUnknown ? id : undefined, isLoaded);

  if (place.kind === 'unknown') return notice('no page');
  if (place.kind === 'home' || place.kind === 'account') return { kind: place.kind };
  if (id === me.id) return notice('oneself');
  const led = place.kind === 'conversation' ? place.led : undefined;
  // A conversation with a person has one place, whichever way one came.
  if (conversation) return { kind: 'chat', conversation, person: conversation.user, led };
  const person = profile ?? found;
  if (person === 'unavailable') return notice('not reached');
  if (person) return { kind: 'chat', conversation, person, led };
  if (!isLoaded) return notice(WAITING[status]);
  if (place.kind === 'conversation') return notice('no conversation');
  return notice(person === null ? 'no person' : 'looking up');
}

const WAITING: Readonly<Record<Exclude<HubStatus, 'online'>, Notice>> = {
  connecting: 'looking up',
  'catching up': 'looking up',
  offline: 'not reached',
  evicted: 'not reached',
  'logged out': 'not reached',
};

const notice = (notice: Notice): Target => ({ kind: 'notice', notice });

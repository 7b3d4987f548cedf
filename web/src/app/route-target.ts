import type { ConversationView, HubStatus } from '@smart-hub/sdk';
import { usePerson } from '../conversations/people.js';
import { useConversations, useHub, useHubSession } from '../hub/hub-session.js';
import type { JumpTarget, NewContact, AppRoute } from '../routing/routes.js';

/** Why a route has no page, or why its page cannot be shown yet. The values are the keys of `t.notices`. */
export type Notice = 'no page' | 'no conversation' | 'no person' | 'oneself' | 'looking up' | 'not reached';

/** The page to show for a route. */
export type RouteTarget =
  | { readonly kind: 'home' }
  | { readonly kind: 'account' }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | {
      readonly kind: 'chat';
      /** Undefined before the first message, which creates the conversation. */
      readonly conversation: ConversationView | undefined;
      readonly person: ConversationView['user'] | NewContact;
      readonly jumpTarget: JumpTarget | undefined;
    };

/**
 * Returns the page to show for a route. Reports that a conversation or person does not exist only after loading the
 * data.
 */
export function useRouteTarget(route: AppRoute): RouteTarget {
  const { me } = useHubSession();
  const status = useHub((hub) => hub.status);
  const isLoaded = status === 'online';
  const id = route.kind === 'person' ? route.id : undefined;
  const conversation = useConversations().find((one) =>
    route.kind === 'conversation' ? one.id === route.id : one.user.id === id,
  );
  const profile = route.kind === 'person' ? route.profile : undefined;
  const isUnknown = id !== me.id && !conversation && !profile;
  const found = usePerson(isUnknown ? id : undefined, isLoaded);

  if (route.kind === 'unknown') return notice('no page');
  if (route.kind === 'home' || route.kind === 'account') return { kind: route.kind };
  if (id === me.id) return notice('oneself');
  const jumpTarget = route.kind === 'conversation' ? route.jumpTarget : undefined;
  // A link to a person shows the same page as a link to the conversation with that person.
  if (conversation) return { kind: 'chat', conversation, person: conversation.user, jumpTarget };
  const person = profile ?? found;
  if (person === 'unavailable') return notice('not reached');
  if (person) return { kind: 'chat', conversation, person, jumpTarget };
  if (!isLoaded) return notice(NOTICE_UNTIL_ONLINE[status]);
  if (route.kind === 'conversation') return notice('no conversation');
  return notice(person === null ? 'no person' : 'looking up');
}

const NOTICE_UNTIL_ONLINE: Readonly<Record<Exclude<HubStatus, 'online'>, Notice>> = {
  connecting: 'looking up',
  'catching up': 'looking up',
  offline: 'not reached',
  evicted: 'not reached',
  'logged out': 'not reached',
};

const notice = (notice: Notice): RouteTarget => ({ kind: 'notice', notice });

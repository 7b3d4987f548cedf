import { CONTENT_CHARACTERS, contentFault, trimContent, type ConversationView } from '@smart-hub/sdk';
import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { personState, type NewContact } from '../routing/routes.js';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import styles from './Composer.module.css';
import { useDraft } from './drafts.js';
import { EmojiButton } from './EmojiButton.js';
import { useRejectedText } from './rejected-text.js';
import { useTypeToFocus } from './type-to-focus.js';

/** The `id` of the text field, for other components that focus it. */
export const COMPOSER_ID = 'composer';
/** Matches devices with a mouse, which have a hardware keyboard. */
const FINE_POINTER = '(pointer: fine)';

interface Props {
  readonly person: NewContact;
  readonly conversation: ConversationView | undefined;
}

/** The text field for a new message. The text is stored as a draft on this device until it is sent. */
export function Composer({ person, conversation }: Props) {
  const { hub } = useHubSession();
  const [draft, setDraft] = useDraft(person.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const content = trimContent(draft);
  // The server counts characters as code points, too.
  const excessCharacters = [...content].length - CONTENT_CHARACTERS.max;
  const canSend = contentFault(content) === undefined;

  useEffect(() => {
    // Not on devices with an on-screen keyboard, which would open and cover the conversation.
    if (matchMedia(FINE_POINTER).matches) field.current?.focus();
  }, []);

  useTypeToFocus(field);
  const rejectedCharacters = useRejectedText(field);

  function write(text: string) {
    setDraft(text);
    if (conversation) hub.setTyping(conversation.id, text.trim() !== '');
  }

  /** Inserts text at the cursor, as if it had been typed. */
  function insert(text: string) {
    const { selectionStart = draft.length, selectionEnd = draft.length } = field.current ?? {};
    write(draft.slice(0, selectionStart) + text + draft.slice(selectionEnd));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
    });
  }

  function send() {
    if (!canSend) return;
    setDraft('');
    void (conversation
      ? hub.send({ conversationId: conversation.id, content })
      : hub.send({ receiverId: person.id, content }, { id: person.id, ...personState(person) }));
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes a character, Enter confirms it. Safari signals that only by the key code 229.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    // On-screen keyboards have no Shift + Enter: there Enter inserts a line break, and the button sends.
    if (event.key !== 'Enter' || event.shiftKey || isComposing || !matchMedia(FINE_POINTER).matches) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {rejectedCharacters !== undefined || excessCharacters > 0 ? (
        <p role="alert" className={styles.note}>
          {rejectedCharacters === undefined
            ? t.composer.tooLong(excessCharacters)
            : t.composer.pasteTooLong(rejectedCharacters, CONTENT_CHARACTERS.max)}
        </p>
      ) : null}
      <div className={styles.box}>
        <textarea
          ref={field}
          id={COMPOSER_ID}
          className={styles.field}
          rows={1}
          aria-label={t.composer.label(person.name)}
          aria-keyshortcuts="Enter"
          placeholder={t.composer.placeholder(person.name)}
          title={t.composer.keyHint}
          dir="auto"
          value={draft}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <EmojiButton onChosen={insert} />
        <Button type="submit" className={styles.send} aria-label={t.composer.send} disabled={!canSend}>
          <SendHorizontal size={18} aria-hidden />
        </Button>
      </div>
    </form>
  );
}

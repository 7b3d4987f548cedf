import { CONTENT_CHARACTERS, contentFault, trimContent, type ConversationView } from '@smart-hub/sdk';
import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { personState, type Newcomer } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import styles from './Composer.module.css';
import { useDraft } from './drafts.js';
import { EmojiButton } from './EmojiButton.js';
import { useRefusedText } from './too-long.js';
import { useTypedAnywhere } from './typed-anywhere.js';

/** The `id` of the text field, for code elsewhere that focuses it. */
export const COMPOSER_ID = 'composer';
/** Devices with a mouse have a hardware keyboard. */
const FINE_POINTER = '(pointer: fine)';

interface Props {
  readonly person: Newcomer;
  readonly conversation: ConversationView | undefined;
}

/** Where one writes. What is written is a draft, on this device, until it is sent. */
export function Composer({ person, conversation }: Props) {
  const { hub } = useSeat();
  const [draft, setDraft] = useDraft(person.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const content = trimContent(draft);
  // Counted as the server counts: by code points.
  const tooMany = [...content].length - CONTENT_CHARACTERS.max;
  const canSend = contentFault(content) === undefined;

  useEffect(() => {
    // Where the keyboard is on the screen, it would cover what was opened.
    if (matchMedia(FINE_POINTER).matches) field.current?.focus();
  }, []);

  useTypedAnywhere(field);
  const refused = useRefusedText(field);

  function write(text: string) {
    setDraft(text);
    if (conversation) hub.setTyping(conversation.id, text.trim() !== '');
  }

  /** Where the cursor is, as if it had been typed. */
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
    // While an input method composes, Enter chooses what is meant; Safari tells that by a key code alone.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    // On-screen keyboards have no Shift + Enter: there Enter breaks the line, and the button sends.
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
      {refused !== undefined || tooMany > 0 ? (
        <p role="alert" className={styles.note}>
          {refused === undefined
            ? t.composer.tooLong(tooMany)
            : t.composer.notInserted(refused, CONTENT_CHARACTERS.max)}
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
          title={t.composer.keys}
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

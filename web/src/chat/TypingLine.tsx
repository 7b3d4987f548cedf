import type { ConversationView } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { SentenceWithName } from '../ui/SentenceWithName.js';
import { TypingDots } from '../ui/TypingDots.js';
import styles from './Chat.module.css';

/** Shows who is typing. The line is always rendered, so that messages do not move when it gets a text. */
export function TypingLine({ conversation }: { conversation: ConversationView | undefined }) {
  return (
    <div className={styles.typing} role="status">
      {conversation?.typing.length ? (
        <span>
          <SentenceWithName sentence={t.chat.typing} name={conversation.user.name} /> <TypingDots />
        </span>
      ) : null}
    </div>
  );
}

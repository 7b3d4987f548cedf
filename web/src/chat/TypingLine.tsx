import type { ConversationView } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { Named } from '../ui/Named.js';
import { TypingDots } from '../ui/TypingDots.js';
import styles from './Chat.module.css';

/** A line that is always there, so that typing moves nothing. */
export function TypingLine({ conversation }: { conversation: ConversationView | undefined }) {
  return (
    <div className={styles.typing} role="status">
      {conversation?.typing.length ? (
        <span>
          <Named sentence={t.chat.typing} name={conversation.user.name} /> <TypingDots />
        </span>
      ) : null}
    </div>
  );
}

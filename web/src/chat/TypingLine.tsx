import type { ConversationView } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { TypingDots } from '../ui/TypingDots.js';
import styles from './Chat.module.css';

/** A line that is always there, so that typing moves nothing. */
export function TypingLine({ conversation }: { conversation: ConversationView | undefined }) {
  return (
    <div className={styles.typing} role="status">
      {conversation?.typing.length ? (
        <>
          {t.chat.typing(conversation.user.name)} <TypingDots />
        </>
      ) : null}
    </div>
  );
}

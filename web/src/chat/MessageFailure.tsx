import type { MessageView } from '@smart-hub/sdk';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import styles from './Bubble.module.css';

/** Why a message was refused, and what to do about it. */
export function MessageFailure({ message: { clientMessageId, problem } }: { message: MessageView }) {
  const { hub } = useSeat();
  if (clientMessageId === undefined) return null;
  return (
    <p className={styles.failure} role="alert">
      <span>{problem?.detail}</span>
      <button type="button" onClick={() => void hub.retry(clientMessageId)}>
        {t.retry}
      </button>
      <button type="button" onClick={() => void hub.discard(clientMessageId)}>
        {t.chat.discard}
      </button>
    </p>
  );
}

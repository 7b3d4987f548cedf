import type { MessageView } from '@smart-hub/sdk';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import styles from './Bubble.module.css';

/** Shows why a message has failed, with buttons to retry or discard the message. */
export function MessageFailure({ message: { clientMessageId, problem } }: { message: MessageView }) {
  const { hub } = useHubSession();
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

import { CornerUpLeft } from 'lucide-react';
import { useNavigation } from '../routing/routes.js';
import { useHubSession } from '../hub/hub-session.js';
import { plainTextOf } from '../markdown/plain-text.js';
import { t } from '../texts/en.js';
import styles from './Quote.module.css';
import { useQuotedMessage, type QuotedMessage } from './quoted-message.js';

interface Props {
  readonly conversationId: string;
  /** The id of the quoted message. */
  readonly messageId: string;
}

/**
 * Shows the message that a reply refers to in two lines. A click jumps to that message. The height is the same while it
 * loads.
 */
export function Quote({ conversationId, messageId }: Props) {
  const go = useNavigation();
  const { me } = useHubSession();
  const quoted = useQuotedMessage(conversationId, messageId);
  const name = quoted?.senderId === me.id ? t.chat.me : (quoted?.senderName ?? '');
  const excerpt = excerptOf(quoted);
  return (
    <button
      type="button"
      className={styles.quote}
      disabled={!quoted}
      onClick={() => go.message(conversationId, messageId)}
    >
      <span className={styles.name}>
        <CornerUpLeft size={13} role="img" aria-label={t.chat.replyTo} /> <bdi translate="no">{name}</bdi>
      </span>
      <span className={styles.excerpt} dir="auto">
        {excerpt}
      </span>
    </button>
  );
}

function excerptOf(quoted: QuotedMessage | null | undefined): string {
  if (quoted === undefined) return t.chat.loadingQuote;
  if (quoted === null) return t.chat.quoteUnavailable;
  return quoted.deletedAt === undefined ? plainTextOf(quoted.content) : t.chat.deleted;
}

import { CornerUpLeft } from 'lucide-react';
import { useGo } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import { plainOf } from '../markdown/plain.js';
import { t } from '../texts/en.js';
import styles from './Quote.module.css';
import { useQuoted, type Quoted } from './quoted.js';

interface Props {
  readonly conversationId: string;
  /** The message that is answered. */
  readonly messageId: string;
}

/** The message that a reply answers, in two lines; a click leads to it. Its height is the same before it has been loaded. */
export function Quote({ conversationId, messageId }: Props) {
  const go = useGo();
  const { me } = useSeat();
  const quoted = useQuoted(conversationId, messageId);
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

function excerptOf(quoted: Quoted | null | undefined): string {
  if (quoted === undefined) return t.chat.loadingQuote;
  if (quoted === null) return t.chat.noQuote;
  return quoted.deletedAt === undefined ? plainOf(quoted.content) : t.chat.deleted;
}

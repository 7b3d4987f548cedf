import { useState } from 'react';
import { t } from '../texts/en.js';
import { useHighlighting } from './highlighting.js';
import styles from './Markdown.module.css';

interface Props {
  readonly text: string;
  /** The language after the opening backticks; '' if there is none. */
  readonly language: string;
  /** The markup of the opening line. */
  readonly open: string;
  /** The markup of the closing line. */
  readonly close: string;
}

/** A block of code, exactly as it was written, with syntax highlighting and a button that copies it. */
export function CodeBlock({ text, language, open, close }: Props) {
  const [copied, setCopied] = useState(false);
  const code = useHighlighting(text, language);
  return (
    <div className={styles.block} data-open={open} data-close={close}>
      <div className={styles.blockHead} data-source-ignored>
        <span translate="no">{language}</span>
        {/* Without HTTPS, browsers have no clipboard API. */}
        {'clipboard' in navigator ? (
          <button
            type="button"
            onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
            onBlur={() => setCopied(false)}
          >
            {copied ? t.chat.copied : t.chat.copyCode}
          </button>
        ) : null}
      </div>
      <pre tabIndex={0} translate="no">
        <code ref={code}>{text}</code>
      </pre>
    </div>
  );
}

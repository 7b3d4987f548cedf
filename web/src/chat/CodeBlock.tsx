import { useState } from 'react';
import { t } from '../texts/en.js';
import styles from './Markdown.module.css';

/** Code as it is, to be copied. */
export function CodeBlock({ text, language }: { text: string; language: string | undefined }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.block}>
      <div className={styles.blockHead}>
        <span>{language}</span>
        {/* Browsers have a clipboard on secure pages only. */}
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
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

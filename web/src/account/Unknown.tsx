import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';

/** Stands for what the server has not answered yet. @param refusal why it could not be read, in words */
export function Unknown({ refusal, onRetry }: { refusal: string | undefined; onRetry: () => void }) {
  if (refusal === undefined) return <p className={styles.text}>{accountTexts.account.loading}</p>;
  return (
    <div className={styles.actions}>
      <p role="alert" className={styles.mistake}>
        {refusal}
      </p>
      <Button kind="quiet" onClick={onRetry}>
        {t.retry}
      </Button>
    </div>
  );
}

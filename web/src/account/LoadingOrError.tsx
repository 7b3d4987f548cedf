import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';

interface Props {
  /** The error message of the last load; undefined while loading. */
  readonly errorMessage: string | undefined;
  readonly onRetry: () => void;
}

/** Shown in place of a value that is not loaded: a note while it is loading, or the error and a button to retry. */
export function LoadingOrError({ errorMessage, onRetry }: Props) {
  if (errorMessage === undefined) return <p className={styles.text}>{accountTexts.account.loading}</p>;
  return (
    <div className={styles.actions}>
      <p role="alert" className={styles.error}>
        {errorMessage}
      </p>
      <Button kind="quiet" onClick={onRetry}>
        {t.retry}
      </Button>
    </div>
  );
}

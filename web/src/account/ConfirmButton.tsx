import { useRef, useState } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';
import { useEscape } from './escape-key.js';

interface Props {
  readonly label: string;
  /** The accessible name, needed if the label alone does not say to what the button applies. */
  readonly name?: string;
  readonly question: string;
  readonly onConfirm: () => Promise<void>;
}

/** `cancelled` is like `idle`, except that the button takes the focus when it is rendered. */
type Step = 'idle' | 'cancelled' | 'asking' | 'busy';

/** A button that is replaced by a question when it is pressed. It acts only if the user confirms. */
export function ConfirmButton({ label, name, question, onConfirm }: Props) {
  const [step, setStep] = useState<Step>('idle');

  async function confirm() {
    if (step === 'busy') return;
    setStep('busy');
    await onConfirm();
    setStep('idle');
  }

  if (step === 'idle' || step === 'cancelled')
    return (
      <div className={styles.confirmed}>
        <Button kind="quiet" aria-label={name} autoFocus={step === 'cancelled'} onClick={() => setStep('asking')}>
          {label}
        </Button>
      </div>
    );
  return (
    <Question
      name={name ?? label}
      question={question}
      busy={step === 'busy'}
      onConfirm={() => void confirm()}
      onCancel={() => setStep('cancelled')}
    />
  );
}

interface QuestionProps {
  readonly name: string;
  readonly question: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

function Question({ name, question, busy, onConfirm, onCancel }: QuestionProps) {
  const group = useRef<HTMLDivElement>(null);
  useEscape(group, onCancel);
  return (
    <div ref={group} role="group" aria-label={name} className={styles.actions}>
      <span>{question}</span>
      <Button aria-disabled={busy} aria-label={name} autoFocus onClick={onConfirm}>
        {t.auth.logout}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {t.cancel}
      </Button>
    </div>
  );
}

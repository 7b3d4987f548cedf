import type { MessageState as State } from '@smart-hub/sdk';
import { Check, CheckCheck, CircleAlert, Clock3, type LucideIcon } from 'lucide-react';
import { t } from '../texts/en.js';
import styles from './Bubble.module.css';

const ICONS: Record<State, LucideIcon> = {
  sending: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

/** An icon for the state of a message: sending, sent, delivered, read or failed. */
export function MessageState({ state }: { state: State }) {
  const Icon = ICONS[state];
  return (
    <span className={styles.state} data-state={state} title={t.chat.states[state]}>
      <Icon size={15} role="img" aria-label={t.chat.states[state]} />
    </span>
  );
}

import type { ReactNode } from 'react';
import { Button } from './Button.js';
import styles from './Bar.module.css';

interface Props {
  readonly mood: 'good' | 'trouble' | 'note';
  readonly children: ReactNode;
}

/** A line over the page, which moves nothing and takes no focus. */
export function Bar({ mood, children }: Props) {
  return (
    <div className={styles.bar} data-mood={mood} role="status">
      {children}
    </div>
  );
}

/** What can be done about it. */
export function BarButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Button kind="quiet" className={styles.action} onClick={onClick}>
      {children}
    </Button>
  );
}

import type { ReactNode } from 'react';
import { Button } from './Button.js';
import styles from './Bar.module.css';

interface Props {
  readonly kind: 'success' | 'warning' | 'info';
  readonly children: ReactNode;
}

/** A status bar over the page, which neither moves the content nor takes the focus. */
export function Bar({ kind, children }: Props) {
  return (
    <div className={styles.bar} data-kind={kind} role="status">
      {children}
    </div>
  );
}

/** An action in a {@link Bar}. */
export function BarButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Button kind="quiet" className={styles.action} onClick={onClick}>
      {children}
    </Button>
  );
}

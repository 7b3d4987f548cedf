import { Component, type ReactNode } from 'react';
import { deviceStorage, DRAFT_PREFIX } from '../lib/storage.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { Logo } from '../ui/Logo.js';
import styles from './EmptyState.module.css';

/** Shows an error page with a reload button when rendering fails. Drafts are stored before that, and not lost. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className={styles.page}>
        <section className={styles.emptyState} role="alert">
          <Logo size={72} />
          <h1 className={styles.title}>{t.errorBoundary.title}</h1>
          {deviceStorage.isDurable(DRAFT_PREFIX) ? <p>{t.errorBoundary.text}</p> : null}
          <Button onClick={() => location.reload()}>{t.errorBoundary.reload}</Button>
        </section>
      </main>
    );
  }
}

import { Component, type ReactNode } from 'react';
import { deviceStorage, DRAFT_PREFIX } from '../hub/storage.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { Mark } from '../ui/Mark.js';
import start from '../conversations/Start.module.css';

/** What is shown when the page itself has failed: instead of nothing, the way on. What was written is kept by then. */
export class Mishap extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className={start.page}>
        <section className={start.start} role="alert">
          <Mark size={72} />
          <h1 className={start.title}>{t.mishap.title}</h1>
          {deviceStorage.keeps(DRAFT_PREFIX) ? <p>{t.mishap.text}</p> : null}
          <Button onClick={() => location.reload()}>{t.mishap.reload}</Button>
        </section>
      </main>
    );
  }
}

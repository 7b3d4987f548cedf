import { useId, type ReactNode, type Ref } from 'react';
import styles from './Account.module.css';

interface Props {
  readonly title: string;
  readonly text?: string;
  /** A ref to the heading, which then can be focused, for example when the focused element is removed. */
  readonly heading?: Ref<HTMLHeadingElement>;
  readonly children: ReactNode;
}

/** A section of the account page. */
export function Section({ title, text, heading, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={heading ? -1 : undefined} className={styles.heading}>
        {title}
      </h3>
      {text === undefined ? null : <p className={styles.text}>{text}</p>}
      {children}
    </section>
  );
}

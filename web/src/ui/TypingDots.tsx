import styles from './TypingDots.module.css';

/** Three dots that breathe. */
export function TypingDots() {
  return (
    <span className={styles.dots} aria-hidden>
      <i />
      <i />
      <i />
    </span>
  );
}

import styles from './TypingDots.module.css';

/** Three pulsing dots. */
export function TypingDots() {
  return (
    <span className={styles.dots} aria-hidden>
      <i />
      <i />
      <i />
    </span>
  );
}

import type { ComponentProps } from 'react';
import styles from './Button.module.css';

type Kind = 'main' | 'quiet' | 'icon';

interface Props extends ComponentProps<'button'> {
  /** The style. A button of the kind `icon` needs an `aria-label`. */
  readonly kind?: Kind;
  readonly wide?: boolean;
}

/** A button in one of the styles of {@link Kind}. */
export function Button({ kind = 'main', wide, className, ...props }: Props) {
  const classes = [styles[kind], wide && styles.wide, className].filter(Boolean).join(' ');
  return <button type="button" {...props} className={classes} />;
}

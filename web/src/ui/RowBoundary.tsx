import { Component, type ReactNode } from 'react';

interface Props {
  /** The object that the row shows. A failed row is rendered again when another object is passed. */
  readonly item: object;
  /** Rendered instead of a failed row. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface State {
  /** The item of the row when it failed. */
  readonly failedItem?: object | undefined;
  readonly hasFailed: boolean;
}

/**
 * An error boundary for a list row: browser extensions and translations change its elements, which must not break the
 * whole page.
 */
export class RowBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ item }: Props, { hasFailed, failedItem }: State): State | null {
    if (!hasFailed || failedItem === item) return null;
    return failedItem === undefined ? { hasFailed, failedItem: item } : { hasFailed: false, failedItem: undefined };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}

import { Component, type ReactNode } from 'react';

interface Props {
  /** The object that the row shows. A failed row is rendered again when another object is passed. */
  readonly item: object;
  /** Rendered instead of a row whose rendering has failed. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface State {
  /** The `item` for which rendering has failed. */
  readonly failedItem?: object | undefined;
  readonly hasFailed: boolean;
}

/**
 * An error boundary for a list row. Rendering can fail because a browser extension or a translation has changed the
 * elements of the row, and must not break the whole page.
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

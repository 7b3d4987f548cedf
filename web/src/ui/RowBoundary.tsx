import { Component, type ReactNode } from 'react';

interface Props {
  /** What the row shows: when it is another object, the row is tried again. */
  readonly of: object;
  /** Shown instead of a row that has failed. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface State {
  /** What the row showed when it failed. */
  readonly failedOf?: object | undefined;
  readonly hasFailed: boolean;
}

/** A row of a list that fails alone: browser extensions and translations change the elements below it. */
export class RowBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ of }: Props, { hasFailed, failedOf }: State): State | null {
    if (!hasFailed || failedOf === of) return null;
    return failedOf === undefined ? { hasFailed, failedOf: of } : { hasFailed: false, failedOf: undefined };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}

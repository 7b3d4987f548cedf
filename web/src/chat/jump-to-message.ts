import { useEffect } from 'react';
import type { JumpTarget } from '../routing/routes.js';
import { useHubSession } from '../hub/hub-session.js';
import type { ScrollAnchor } from './scroll-anchor.js';

interface Options {
  readonly jumpTarget: JumpTarget | undefined;
  readonly isReady: boolean;
  readonly goTo: (anchor: ScrollAnchor) => void;
  /** Where to scroll if the message does not exist. */
  readonly fallback: ScrollAnchor;
}

/** The scroll anchor of the message: the centre of the view. */
export const anchorOf = ({ messageId }: JumpTarget): ScrollAnchor => ({ messageId, at: 'center' });

/** Loads the message to jump to, however old it is, and scrolls to it. */
export function useJumpToMessage(id: string, { jumpTarget, isReady, goTo, fallback }: Options): void {
  const { hub } = useHubSession();

  useEffect(() => {
    if (!jumpTarget || !isReady) return;
    let isCancelled = false;
    goTo(anchorOf(jumpTarget));
    hub.showAround(id, jumpTarget).catch(() => {
      if (!isCancelled) goTo(fallback);
    });
    return () => {
      isCancelled = true;
    };
  }, [hub, id, jumpTarget, isReady, goTo, fallback]);
}

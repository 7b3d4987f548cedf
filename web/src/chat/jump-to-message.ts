import { useEffect } from 'react';
import type { JumpTarget } from '../routing/routes.js';
import { useHubSession } from '../hub/hub-session.js';
import type { ScrollAnchor } from './scroll-anchor.js';

interface Options {
  readonly jumpTarget: JumpTarget | undefined;
  readonly isReady: boolean;
  readonly goTo: (anchor: ScrollAnchor) => void;
  /** The anchor to scroll to if the message does not exist. */
  readonly fallback: ScrollAnchor;
}

/** Returns a scroll anchor that shows the message in the centre of the view. */
export const anchorOf = ({ messageId }: JumpTarget): ScrollAnchor => ({ messageId, offset: 'center' });

/** Scrolls to the message to jump to. Loads that message before, however old it is. */
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

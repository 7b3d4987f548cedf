import type { MessageView } from '@smart-hub/sdk';
import { useCallback, useState } from 'react';
import type { JumpTarget } from '../routing/routes.js';

interface Choice {
  readonly isUnfolded: boolean;
  /** The last jump before the user made this choice. */
  readonly jumpTarget: JumpTarget | undefined;
}

interface Folding {
  readonly isUnfolded: (message: MessageView) => boolean;
  readonly setUnfolded: (message: MessageView, isUnfolded: boolean) => void;
}

/**
 * Tracks which long messages of a conversation are shown in full: those that the user has unfolded, and the message
 * that the user has jumped to. Rows cannot store this, because they are unmounted when they are scrolled out of view.
 */
export function useFolding(jumpTarget?: JumpTarget): Folding {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());

  const setUnfolded = useCallback(
    ({ key }: MessageView, isUnfolded: boolean) =>
      setChoices((before) => new Map(before).set(key, { isUnfolded, jumpTarget })),
    [jumpTarget],
  );

  const isUnfolded = ({ key, id }: MessageView) => {
    const isJumpTarget = id !== undefined && id === jumpTarget?.messageId;
    const choice = choices.get(key);
    // A new jump to a message unfolds the message again, even if the user has folded it since the last jump.
    return choice && (!isJumpTarget || choice.jumpTarget === jumpTarget) ? choice.isUnfolded : isJumpTarget;
  };

  return { isUnfolded, setUnfolded };
}

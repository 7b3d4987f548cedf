import type { MessageView } from '@smart-hub/sdk';
import { useCallback, useState } from 'react';
import type { Led } from '../app/places.js';

interface Choice {
  readonly isUnfolded: boolean;
  /** Where the reader had been led to by then. */
  readonly led: Led | undefined;
}

interface Folding {
  readonly isUnfolded: (message: MessageView) => boolean;
  readonly setUnfolded: (message: MessageView, isUnfolded: boolean) => void;
}

/**
 * Which long messages of a conversation are shown whole: those that the reader unfolded, and the one that they were led
 * to. It is kept here and not in the rows, which are removed from the page when they are out of view.
 */
export function useFolding(led?: Led): Folding {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());

  const setUnfolded = useCallback(
    ({ key }: MessageView, isUnfolded: boolean) =>
      setChoices((before) => new Map(before).set(key, { isUnfolded, led })),
    [led],
  );

  const isUnfolded = ({ key, id }: MessageView) => {
    const isLed = id !== undefined && id === led?.messageId;
    const choice = choices.get(key);
    // A new link to a message unfolds it again, even if the reader had folded it.
    return choice && (!isLed || choice.led === led) ? choice.isUnfolded : isLed;
  };

  return { isUnfolded, setUnfolded };
}

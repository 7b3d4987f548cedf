import { CONTENT_CHARACTERS } from '@smart-hub/sdk';
import { useEffect, useState, type RefObject } from 'react';

/**
 * How long a draft may be. Four messages fit in, to be shortened. Browsers need seconds to minutes to lay out a megabyte
 * in a field, at each key.
 */
const DRAFT_CHARACTERS = 4 * CONTENT_CHARACTERS.max;

/**
 * Refuses what is pasted or dropped into a field and would make it longer than a draft may be. It is refused as a whole,
 * and stays where it was copied from: a part of it would be lost unnoticed.
 *
 * @returns how many characters what was refused has; undefined once something else is written
 */
export function useRefusedText(field: RefObject<HTMLTextAreaElement | null>): number | undefined {
  const [refused, setRefused] = useState<number>();
  useEffect(() => {
    const element = field.current!;
    const onBeforeInput = (event: InputEvent) => {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
      const { value, selectionStart, selectionEnd } = element;
      const isRefused =
        text.length > 1 && value.length - (selectionEnd - selectionStart) + text.length > DRAFT_CHARACTERS;
      if (isRefused) event.preventDefault();
      setRefused(isRefused ? text.length : undefined);
    };
    element.addEventListener('beforeinput', onBeforeInput);
    return () => element.removeEventListener('beforeinput', onBeforeInput);
  }, [field]);
  return refused;
}

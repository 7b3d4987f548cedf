import { CONTENT_CHARACTERS } from '@smart-hub/sdk';
import { useEffect, useState, type RefObject } from 'react';

/**
 * The longest draft: four messages, which the user can shorten. A limit is needed because browsers take seconds to
 * minutes to lay out a megabyte in a text field, on each key press.
 */
const MAX_DRAFT_CHARACTERS = 4 * CONTENT_CHARACTERS.max;

/**
 * Rejects a paste or drop that would make the draft in a field too long. The text is rejected as a whole: if it were
 * truncated, the user could lose the rest without noticing.
 *
 * @returns the number of characters of the rejected text; undefined after the next successful input
 */
export function useRejectedText(field: RefObject<HTMLTextAreaElement | null>): number | undefined {
  const [rejectedCharacters, setRejectedCharacters] = useState<number>();
  useEffect(() => {
    const element = field.current!;
    const onBeforeInput = (event: InputEvent) => {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
      const { value, selectionStart, selectionEnd } = element;
      const isRejected =
        text.length > 1 && value.length - (selectionEnd - selectionStart) + text.length > MAX_DRAFT_CHARACTERS;
      if (isRejected) event.preventDefault();
      setRejectedCharacters(isRejected ? text.length : undefined);
    };
    element.addEventListener('beforeinput', onBeforeInput);
    return () => element.removeEventListener('beforeinput', onBeforeInput);
  }, [field]);
  return rejectedCharacters;
}

import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

const ROW = '[data-row]';

/** Where each key leads to. */
const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** The rows inside of an element, which have their keys in `data-row`. */
export const rowsIn = (element: Element | null): HTMLElement[] => [
  ...(element?.querySelectorAll<HTMLElement>(ROW) ?? []),
];

/** Whether a key is pressed alone. */
export const isAlone = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !shiftKey;

/** Where the focus is in a list: on a row, or behind so many of them. */
interface FocusPosition {
  readonly key: string | undefined;
  readonly index: number;
}

/**
 * Roving focus, as in the ARIA Authoring Practices: the rows are one tab stop, and the arrow keys, Home and End move between
 * them.
 *
 * Invariant: the focus does not leave the list by a change of its rows. It stays on its row; where that is gone, on the one
 * that has its place.
 *
 * @param keys of the rows, as in their `data-row`
 * @param current the key of the row that is open: the tab stop until another row is focused
 * @returns the key of the tab stop, and what the element around the rows takes
 */
export function useRovingFocus(keys: readonly string[], current: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef<FocusPosition>(undefined);
  const [chosen, setChosen] = useState<{ readonly key: string; readonly current: string | undefined }>();

  useLayoutEffect(() => {
    if (!list.current) return;
    const { activeElement } = document;
    // The browser takes the focus from an element that is removed, and gives it to none.
    if (place.current && activeElement === document.body) focusAt(list.current, place.current);
    if (list.current.contains(activeElement)) place.current = placeOf(list.current, activeElement!);
  });

  function onFocus({ target, currentTarget }: FocusEvent<HTMLElement>) {
    place.current = placeOf(currentTarget, target);
    const { key } = place.current;
    if (key !== undefined) setChosen({ key, current });
  }
  function onBlur() {
    place.current = undefined;
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const move = MOVES[event.key];
    if (!move || !isAlone(event)) return;
    const rows = rowsIn(event.currentTarget);
    const { index } = placeOf(event.currentTarget, event.target as Element);
    const next = rows[move(index, rows.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  const wanted = chosen && chosen.current === current ? [chosen.key, current] : [current];
  const stop = wanted.find((key) => key !== undefined && keys.includes(key)) ?? keys[0];
  return { stop, roving: { ref: list, onFocus, onBlur, onKeyDown } };
}

function placeOf(list: Element, focused: Element): FocusPosition {
  const rows = rowsIn(list);
  const row = focused.closest<HTMLElement>(ROW);
  return { key: row?.dataset['row'], index: row ? rows.indexOf(row) : rows.length };
}

function focusAt(list: Element, { key, index }: FocusPosition): void {
  const rows = rowsIn(list);
  const row = rows.find(({ dataset }) => dataset['row'] === key) ?? rows[Math.min(index, rows.length - 1)];
  row?.focus();
}

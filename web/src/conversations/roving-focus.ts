import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

const ROW = '[data-row]';

/** For each key, the index of the row to which it moves the focus. */
const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Returns the rows inside an element, which have their keys in `data-row`. */
export const rowsIn = (element: Element | null): HTMLElement[] => [
  ...(element?.querySelectorAll<HTMLElement>(ROW) ?? []),
];

/** Whether a key is pressed without a modifier key. */
export const hasNoModifier = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !shiftKey;

/**
 * The position of the focus in a list: the key and index of the focused row. If an element after the rows is focused,
 * the key is undefined, and the index is the number of rows.
 */
interface FocusPosition {
  readonly key: string | undefined;
  readonly index: number;
}

/**
 * Implements a roving tabindex, as in the ARIA Authoring Practices: the rows are one tab stop, and the arrow keys, Home
 * and End move the focus between rows.
 *
 * Invariant: a change of the rows does not move the focus out of the list. The focus stays on its row. If that row was
 * removed, the focus moves to the row that is now at the same index.
 *
 * @param keys the keys of the rows, as in their `data-row`
 * @param current the key of the open row, which is the tab stop until another row is focused
 * @returns the key of the tab stop, and the props of the element around the rows
 */
export function useRovingFocus(keys: readonly string[], current: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const position = useRef<FocusPosition>(undefined);
  const [chosen, setChosen] = useState<{ readonly key: string; readonly current: string | undefined }>();

  useLayoutEffect(() => {
    if (!list.current) return;
    const { activeElement } = document;
    // The focus is on the body if the focused element was removed.
    if (position.current && activeElement === document.body) focusAt(list.current, position.current);
    if (list.current.contains(activeElement)) position.current = positionOf(list.current, activeElement!);
  });

  function onFocus({ target, currentTarget }: FocusEvent<HTMLElement>) {
    position.current = positionOf(currentTarget, target);
    const { key } = position.current;
    if (key !== undefined) setChosen({ key, current });
  }
  function onBlur() {
    position.current = undefined;
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const move = MOVES[event.key];
    if (!move || !hasNoModifier(event)) return;
    const rows = rowsIn(event.currentTarget);
    const { index } = positionOf(event.currentTarget, event.target as Element);
    const next = rows[move(index, rows.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  const candidates = chosen && chosen.current === current ? [chosen.key, current] : [current];
  const tabStop = candidates.find((key) => key !== undefined && keys.includes(key)) ?? keys[0];
  return { tabStop, rovingProps: { ref: list, onFocus, onBlur, onKeyDown } };
}

function positionOf(list: Element, focused: Element): FocusPosition {
  const rows = rowsIn(list);
  const row = focused.closest<HTMLElement>(ROW);
  return { key: row?.dataset['row'], index: row ? rows.indexOf(row) : rows.length };
}

function focusAt(list: Element, { key, index }: FocusPosition): void {
  const rows = rowsIn(list);
  const row = rows.find(({ dataset }) => dataset['row'] === key) ?? rows[Math.min(index, rows.length - 1)];
  row?.focus();
}

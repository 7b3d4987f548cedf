import { useId, useLayoutEffect, useRef, useState, type ReactNode, type RefObject, type UIEvent } from 'react';
import { t } from '../texts/en.js';
import styles from './Foldable.module.css';

/**
 * Content that is taller than this is folded, in em: about 21 lines. Folded content is two thirds as high
 * (Foldable.module.css), so that folding hides at least a third.
 */
const MAX_UNFOLDED_EM = 32;
/** Only texts above one of these limits are measured: shorter texts are never tall enough, even on a narrow screen. */
const MEASURED_ABOVE = { characters: 300, lines: 12 };

interface Props {
  readonly text: string;
  readonly isUnfolded: boolean;
  readonly onUnfold: (isUnfolded: boolean) => void;
  /** The rendered text, in a single element. */
  readonly children: ReactNode;
}

/** Shows the beginning of a long text, with a button that shows the rest. */
export function Foldable({ text, isUnfolded, onUnfold, children }: Props) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  const height = useHeight(content, mayBeTall(text));
  const isTall = height > MAX_UNFOLDED_EM;
  const isFolded = isTall && !isUnfolded;
  useUntabbableBelowFold(content, isFolded ? height : 0);

  /**
   * Unfolds the text when the browser scrolls it to a match of "find in page" inside the hidden part. Then scrolls the
   * history, so that the match stays at the same position on the screen.
   */
  function onScroll({ currentTarget }: UIEvent<HTMLElement>) {
    const distance = currentTarget.scrollTop;
    if (distance === 0 || !isFolded) return;
    onUnfold(true);
    // Waits two frames, because the history measures the unfolded text only in the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        currentTarget.closest('[role=log]')?.scrollBy({ top: distance, behavior: 'instant' }),
      ),
    );
  }

  return (
    <>
      <div ref={content} id={id} className={isFolded ? styles.folded : undefined} onScroll={onScroll}>
        {children}
      </div>
      {isTall ? (
        <button
          type="button"
          className={styles.button}
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => onUnfold(isFolded)}
        >
          {isFolded ? t.chat.showMore : t.chat.showLess}
        </button>
      ) : null}
    </>
  );
}

function mayBeTall(text: string): boolean {
  return (
    text.length > MEASURED_ABOVE.characters ||
    text.split(/\r\n|\r|\n/, MEASURED_ABOVE.lines + 1).length > MEASURED_ABOVE.lines
  );
}

/** Returns the full height of the content in em, measured before the first paint; 0 if it is not measured. */
function useHeight(content: RefObject<HTMLElement | null>, isMeasured: boolean): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const inner = isMeasured ? content.current!.firstElementChild : null;
    if (!inner) return;
    const measure = () => setHeight(inner.clientHeight / parseFloat(getComputedStyle(inner).fontSize));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [content, isMeasured]);
  return isMeasured ? height : 0;
}

/**
 * Removes the links and buttons in the hidden part of folded content from the tab order.
 *
 * @param height the full height of the content; 0 if it is not folded
 */
function useUntabbableBelowFold(content: RefObject<HTMLElement | null>, height: number): void {
  useLayoutEffect(() => {
    if (height === 0) return;
    const { bottom } = content.current!.getBoundingClientRect();
    const hidden = Array.from(content.current!.querySelectorAll<HTMLElement>('a, button, [tabindex]'))
      .filter((element) => element.getBoundingClientRect().top >= bottom)
      .map((element) => ({ element, tabIndex: element.getAttribute('tabindex') }));
    for (const { element } of hidden) element.tabIndex = -1;
    return () => {
      for (const { element, tabIndex } of hidden) {
        if (tabIndex === null) element.removeAttribute('tabindex');
        else element.setAttribute('tabindex', tabIndex);
      }
    };
  }, [content, height]);
}

import { useId, useLayoutEffect, useRef, useState, type ReactNode, type RefObject, type UIEvent } from 'react';
import { t } from '../texts/en.js';
import styles from './Foldable.module.css';

/** Taller content is folded, in em: about 21 lines. Two thirds of it stay visible (Foldable.module.css), so that folding is worth it. */
const FOLDED_FROM_EM = 32;
/** Shorter texts are never that tall, even on a narrow screen: they are not measured. */
const MEASURED = { characters: 300, lines: 12 };

interface Props {
  readonly text: string;
  readonly isUnfolded: boolean;
  readonly onUnfold: (isUnfolded: boolean) => void;
  /** One element: the text as it is shown. */
  readonly children: ReactNode;
}

/** Shows the beginning of a long text, and a button that shows the rest. */
export function Foldable({ text, isUnfolded, onUnfold, children }: Props) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  const height = useHeight(content, mayBeTall(text));
  const isTall = height > FOLDED_FROM_EM;
  const isFolded = isTall && !isUnfolded;
  useUnfocusable(content, isFolded ? height : 0);

  /** Find in page scrolls folded text to what it has found: it is shown at the same place of the screen then. */
  function onScroll({ currentTarget }: UIEvent<HTMLElement>) {
    const by = currentTarget.scrollTop;
    if (by === 0 || !isFolded) return;
    onUnfold(true);
    // The history knows the new size one frame later.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => currentTarget.closest('[role=log]')?.scrollBy({ top: by, behavior: 'instant' })),
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
  return text.length > MEASURED.characters || text.split(/\r\n|\r|\n/, MEASURED.lines + 1).length > MEASURED.lines;
}

/** The height of the whole content in em, known before it is first painted; 0 if it is not measured. */
function useHeight(content: RefObject<HTMLElement | null>, isMeasured: boolean): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const whole = isMeasured ? content.current!.firstElementChild : null;
    if (!whole) return;
    const measure = () => setHeight(whole.clientHeight / parseFloat(getComputedStyle(whole).fontSize));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(whole);
    return () => observer.disconnect();
  }, [content, isMeasured]);
  return isMeasured ? height : 0;
}

/**
 * Takes what is below the edge of folded content out of the order of the Tab key.
 *
 * @param height of the whole content; 0 if it is not folded
 */
function useUnfocusable(content: RefObject<HTMLElement | null>, height: number): void {
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

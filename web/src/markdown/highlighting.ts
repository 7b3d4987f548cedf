import { useEffect, useRef, type RefObject } from 'react';
import type { Token } from './highlighter.js';
import { LANGUAGES } from './languages.js';

/** Longer blocks are not coloured, in characters. */
const MAX_LENGTH = 4000;
/** Nor are blocks with longer lines, such as minified code: browsers draw the whole line once per token. */
const MAX_LINE = 300;

/**
 * Colours a block of code once it is on screen. The colours are highlights of the CSS Custom Highlight API: elements, text,
 * selection and metrics stay the same. In browsers without that API, code has no colours.
 *
 * @returns what refers to the element whose only child is the text
 */
export function useHighlighting(text: string, language: string): RefObject<HTMLElement | null> {
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    const name = language.toLowerCase();
    if (!('highlights' in CSS) || !LANGUAGES.has(name) || !isShort(text)) return;
    const element = code.current!;
    const seen = new AbortController();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void highlight(element, name, seen.signal);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      seen.abort();
    };
  }, [text, language]);
  return code;
}

function isShort(text: string): boolean {
  return text.length <= MAX_LENGTH && text.split(/[\r\n]/).every(({ length }) => length <= MAX_LINE);
}

/** Blocks are parsed one after the other, each in a task of its own, so that none of them delays a frame for long. */
let queue: Promise<void> = Promise.resolve();

function highlight(element: HTMLElement, language: string, signal: AbortSignal): Promise<void> {
  // Without the highlighter, for example offline, code stays as it is.
  queue = queue.then(() => colour(element, language, signal)).catch(() => undefined);
  return queue;
}

async function colour(element: HTMLElement, language: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { tokensOf } = await import('./highlighter.js');
  await new Promise((resolve) => setTimeout(resolve));
  const text = element.firstChild;
  if (signal.aborted || !text) return;
  const remove = tokensOf(text.nodeValue!, language).map((token) => addRange(text, token));
  signal.addEventListener('abort', () => {
    for (const removeRange of remove) removeRange();
  });
}

/** @returns removes it */
function addRange(text: Node, { start, end, kind }: Token): () => void {
  // It never changes, and so costs nothing when the document does.
  const range = new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
  const name = `code-${kind}`;
  const highlights = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, highlights.add(range));
  return () => void highlights.delete(range);
}

import { useEffect, useRef, type RefObject } from 'react';
import type { Token } from './highlighter.js';
import { LANGUAGES } from './languages.js';

/** The maximum length of a highlighted block, in characters. */
const MAX_LENGTH = 4000;
/**
 * The maximum length of a line in a highlighted block: browsers draw the whole line once per token, which is slow for
 * minified code.
 */
const MAX_LINE = 300;

/**
 * Highlights a block of code once it is on screen, by the CSS Custom Highlight API: elements, text, selection and
 * metrics stay the same. Browsers without that API show code without colours.
 *
 * @returns a ref for the element whose only child is the text
 */
export function useHighlighting(text: string, language: string): RefObject<HTMLElement | null> {
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    const name = language.toLowerCase();
    if (!('highlights' in CSS) || !LANGUAGES.has(name) || !isShort(text)) return;
    const element = code.current!;
    const unmounted = new AbortController();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void highlight(element, name, unmounted.signal);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      unmounted.abort();
    };
  }, [text, language]);
  return code;
}

function isShort(text: string): boolean {
  return text.length <= MAX_LENGTH && text.split(/[\r\n]/).every(({ length }) => length <= MAX_LINE);
}

/**
 * Resolves when all blocks so far are parsed. They are parsed one after the other, so that none delays a frame for
 * long.
 */
let queue: Promise<void> = Promise.resolve();

function highlight(element: HTMLElement, language: string, signal: AbortSignal): Promise<void> {
  // If the highlighter cannot be loaded, for example while offline, code is shown without colours.
  queue = queue.then(() => colour(element, language, signal)).catch(() => undefined);
  return queue;
}

async function colour(element: HTMLElement, language: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { tokensOf } = await import('./highlighter.js');
  await new Promise((resolve) => setTimeout(resolve));
  const text = element.firstChild;
  if (signal.aborted || !text) return;
  const removers = tokensOf(text.nodeValue!, language).map((token) => addRange(text, token));
  signal.addEventListener('abort', () => {
    for (const remove of removers) remove();
  });
}

/** Colours the range of a token. @returns a function that removes the colour */
function addRange(text: Node, { start, end, kind }: Token): () => void {
  // A static range, unlike a live one, is not updated on each change of the document.
  const range = new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
  const name = `code-${kind}`;
  const highlights = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, highlights.add(range));
  return () => void highlights.delete(range);
}

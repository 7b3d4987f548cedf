/**
 * Returns the source of the selected parts of messages, including markup, so that a copied message is pasted as it was
 * written.
 *
 * @returns one message per line; undefined if the selection contains no part of a message
 */
export function selectedSource(selection: Selection | null): string | undefined {
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const fragment = range.cloneContents();
  const container = range.commonAncestorContainer;
  const element = container instanceof Element ? container : container.parentElement;
  const message = element?.closest('[data-source]');
  if (message) return fragment.textContent === message.textContent ? sourceIn(message) : sourceIn(fragment);
  const sources = Array.from(fragment.querySelectorAll('[data-source]'), sourceIn).filter((source) => source !== '');
  return sources.length > 0 ? sources.join('\n') : undefined;
}

/** Restores the source of rendered elements: their text, between their `data-open` and `data-close` markup. */
function sourceIn(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  const { open = '', close = '', sourceIgnored } = node instanceof HTMLElement ? node.dataset : ({} as DOMStringMap);
  if (sourceIgnored !== undefined) return '';
  return open + Array.from(node.childNodes, sourceIn).join('') + close;
}

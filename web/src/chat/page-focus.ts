/** Whether the page is visible and its window has the focus. Only then is what it shows read. */
export const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Whether the page is visible and its window has the focus. Only then do visible messages count as read. */
export const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

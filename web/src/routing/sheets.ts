import { useHistoryState, usePathname } from 'wouter/use-browser-location';

/** A sheet: a dialog or panel above or beside the page that the browser's back button closes. */
interface OpenSheet {
  readonly name: string;
  /** The data that was passed when the sheet was opened, if any. */
  readonly data?: unknown;
}

/** The state that the page stores in a history entry. */
interface EntryState {
  /** The path of the page from which this entry was opened; absent if that was not a page of this app. */
  readonly from?: string;
  /** How many entries before this one have the same address with fewer sheets. */
  readonly depth?: number;
  /** The open sheets, the topmost last. */
  readonly sheets?: readonly OpenSheet[];
}

interface NavigateOptions {
  readonly replace?: boolean;
  readonly state?: object | null;
}

/** Resolves when the browser has gone back, because `history.go()` is asynchronous; undefined otherwise. */
let goingBack: Promise<void> | undefined;

const entryState = (): EntryState => (history.state as EntryState | null) ?? {};
const openSheets = (): readonly OpenSheet[] => entryState().sheets ?? [];
const isOpen = (name: string) => openSheets().some((sheet) => sheet.name === name);

function goBack(entries = 1): void {
  goingBack = new Promise((done) => window.addEventListener('popstate', () => done(), { once: true }));
  void goingBack.then(() => (goingBack = undefined));
  history.go(-entries);
}

/**
 * Closes the topmost sheets. Removes them from the present history entry at once, because the browser goes back to the
 * entry before them only later.
 */
function closeSheets(count: number): void {
  const sheets = openSheets().slice(0, -count);
  history.replaceState({ ...entryState(), sheets }, '');
  goBack(count);
}

/**
 * Runs an action when the browser has gone back, or at once if it is not going back: an action that adds a history
 * entry earlier would add it after the wrong entry.
 */
function afterGoingBack(action: () => unknown): void {
  if (goingBack) void goingBack.then(action);
  else action();
}

/**
 * Goes to an address. If a sheet is open, replaces the history entry of the sheet, so that the back button leads to the
 * page on which the sheet was opened. With `replace`, replaces the address of the present entry, and sheets stay open.
 */
export function navigate(to: string, { replace = false, state }: NavigateOptions = {}): void {
  afterGoingBack(() => {
    const { from, depth, sheets = [] } = entryState();
    if (replace) return history.replaceState({ from, depth, sheets, ...state }, '', to);
    if (sheets.length === 0) return history.pushState({ ...state, from: location.pathname }, '', to);
    if (to === location.pathname) return closeSheets(1);
    history.replaceState({ ...state, from: location.pathname }, '', to);
  });
}

/** The location hook for the router (wouter), which navigates by {@link navigate}. */
export function useSheetLocation(): [string, typeof navigate] {
  return [usePathname(), navigate];
}

/**
 * Goes back to the page from which the present page was opened, if its path is wanted. Skips the entries of sheets.
 *
 * @returns whether the path is wanted, so that the browser goes back
 */
export function goBackTo(isWanted: (path: string) => boolean): boolean {
  const { from, depth = 0 } = entryState();
  if (from === undefined || !isWanted(from)) return false;
  afterGoingBack(() => goBack(1 + depth));
  return true;
}

export interface Sheet<Data> {
  readonly isOpen: boolean;
  /** The data that was passed to `open`. */
  readonly data: Data | undefined;
  readonly open: (data?: Data) => void;
  readonly close: () => void;
}

/**
 * A dialog or panel with a history entry of its own. The browser's back button closes the sheet, and closing the sheet
 * removes the entry. The sheet opens again when the browser goes forward to that entry or reloads it, because only the
 * history entry stores whether the sheet is open.
 *
 * @param name a name that no other sheet has
 */
export function useSheet<Data = undefined>(name: string): Sheet<Data> {
  const sheets = useHistoryState<EntryState | null>()?.sheets;
  const sheet = sheets?.find((one) => one.name === name);
  return {
    isOpen: sheet !== undefined,
    data: sheet?.data as Data | undefined,
    open: (data) => afterGoingBack(() => openSheet({ name, ...(data !== undefined && { data }) })),
    close: () => afterGoingBack(() => isOpen(name) && closeSheets(countFrom(name))),
  };
}

function openSheet(sheet: OpenSheet): void {
  const { depth = 0, ...state } = entryState();
  const sheets = [...openSheets().filter(({ name }) => name !== sheet.name), sheet];
  if (isOpen(sheet.name)) history.replaceState({ ...state, depth, sheets }, '');
  else history.pushState({ ...state, depth: depth + 1, sheets }, '');
}

/** Returns the number of open sheets from the named one to the topmost. */
const countFrom = (name: string) => {
  const sheets = openSheets();
  return sheets.length - sheets.findIndex((sheet) => sheet.name === name);
};

import { useHistoryState, usePathname } from 'wouter/use-browser-location';

/** A dialog or panel that opens above the page, or beside it, and that the browser's back button closes. */
interface OpenSheet {
  readonly name: string;
  /** What it was opened with, if anything. */
  readonly data?: unknown;
}

/** The state that the page stores in a history entry. */
interface EntryState {
  /** The path of the previous entry, if that entry belongs to the page. */
  readonly from?: string;
  /** How many entries to go back to reach the entry of the address without sheets. */
  readonly depth?: number;
  /** The open sheets, the topmost last. */
  readonly sheets?: readonly OpenSheet[];
}

interface NavigateOptions {
  readonly replace?: boolean;
  readonly state?: object | null;
}

/** Pending while the browser goes back: `history.go()` is asynchronous. */
let goingBack: Promise<void> | undefined;

const entryState = (): EntryState => (history.state as EntryState | null) ?? {};
const openSheets = (): readonly OpenSheet[] => entryState().sheets ?? [];
const isOpen = (name: string) => openSheets().some((sheet) => sheet.name === name);

function goBack(entries = 1): void {
  goingBack = new Promise((done) => window.addEventListener('popstate', () => done(), { once: true }));
  void goingBack.then(() => (goingBack = undefined));
  history.go(-entries);
}

/** Closes the topmost sheets at once, although the browser goes back to the entry before them only later. */
function closeSheets(count: number): void {
  const sheets = openSheets().slice(0, -count);
  history.replaceState({ ...entryState(), sheets }, '');
  goBack(count);
}

/** Runs an action once no navigation back is pending: an entry added earlier would be added after the wrong entry. */
function afterGoingBack(action: () => unknown): void {
  if (goingBack) void goingBack.then(action);
  else action();
}

/**
 * Goes to an address. If a sheet is open, its history entry is replaced, so that the previous entry is the page on
 * which the sheet was opened. With `replace` the sheet stays open.
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

/** The location hook of the router. */
export function useSheetLocation(): [string, typeof navigate] {
  return [usePathname(), navigate];
}

/**
 * Goes back to the previous entry of the page without sheets, if its path is wanted.
 *
 * @returns whether it goes back
 */
export function goBackTo(isWanted: (path: string) => boolean): boolean {
  const { from, depth = 0 } = entryState();
  if (from === undefined || !isWanted(from)) return false;
  afterGoingBack(() => goBack(1 + depth));
  return true;
}

export interface Sheet<Data> {
  readonly isOpen: boolean;
  /** What the sheet was opened with. */
  readonly data: Data | undefined;
  readonly open: (data?: Data) => void;
  readonly close: () => void;
}

/**
 * A dialog or panel with a history entry of its own. The browser's back button closes it, and closing it removes the
 * entry. It opens again when the browser goes forward to the entry, or loads the page at it. Whether it is open is
 * stored in the history only.
 *
 * @param name unique in the page
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

/** Counts the open sheets from this one to the topmost. */
const countFrom = (name: string) => {
  const sheets = openSheets();
  return sheets.length - sheets.findIndex((sheet) => sheet.name === name);
};

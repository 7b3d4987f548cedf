import { useHistoryState, usePathname } from 'wouter/use-browser-location';

/** What opens above a place, or beside it, and is closed by the browser's back button. */
interface OpenSheet {
  readonly name: string;
  /** What it is about, where its name does not say that. */
  readonly data?: unknown;
}

/** What a history entry of the page has beside its address. */
interface EntryState {
  /** The path of the entry before, where that is the page's. */
  readonly from?: string;
  /** How many entries of sheets lie between this one and that of the address alone. */
  readonly depth?: number;
  /** What is open, the topmost last. */
  readonly sheets?: readonly OpenSheet[];
}

interface NavigateOptions {
  readonly replace?: boolean;
  readonly state?: object | null;
}

/** Until the browser has gone back: it does so later than it is asked to. */
let goingBack: Promise<void> | undefined;

const entryState = (): EntryState => (history.state as EntryState | null) ?? {};
const openSheets = (): readonly OpenSheet[] => entryState().sheets ?? [];
const isOpen = (name: string) => openSheets().some((sheet) => sheet.name === name);

function goBack(entries = 1): void {
  goingBack = new Promise((done) => window.addEventListener('popstate', () => done(), { once: true }));
  void goingBack.then(() => (goingBack = undefined));
  history.go(-entries);
}

/** Closes the topmost sheets: at once, while the browser still goes back to the entry before them. */
function closeSheets(count: number): void {
  const sheets = openSheets().slice(0, -count);
  history.replaceState({ ...entryState(), sheets }, '');
  goBack(count);
}

/** An entry that is added before the browser has gone back would be added in the wrong place. */
function afterGoingBack(act: () => unknown): void {
  if (goingBack) void goingBack.then(act);
  else act();
}

/**
 * Goes to an address. It takes the place of the entry of a sheet that is open, so that the entry before is where one came from. With
 * `replace` that sheet stays open.
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

/** Goes back to the page's entry before, where its path is one of these. @returns whether it is */
export function goBackTo(isWanted: (path: string) => boolean): boolean {
  const { from, depth = 0 } = entryState();
  if (from === undefined || !isWanted(from)) return false;
  afterGoingBack(() => goBack(1 + depth));
  return true;
}

export interface Sheet<Data> {
  readonly isOpen: boolean;
  /** What it was opened with. */
  readonly data: Data | undefined;
  readonly open: (data?: Data) => void;
  readonly close: () => void;
}

/**
 * A sheet or dialog with a history entry of its own: the browser's back button closes it, closing it removes the entry, and it opens again
 * where the browser goes forward to the entry, or the page is loaded there. The history alone says whether it is open.
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
    close: () => afterGoingBack(() => isOpen(name) && closeSheets(heightOf(name))),
  };
}

function openSheet(sheet: OpenSheet): void {
  const { depth = 0, ...state } = entryState();
  const sheets = [...openSheets().filter(({ name }) => name !== sheet.name), sheet];
  if (isOpen(sheet.name)) history.replaceState({ ...state, depth, sheets }, '');
  else history.pushState({ ...state, depth: depth + 1, sheets }, '');
}

/** How many sheets are open from this one to the topmost. */
const heightOf = (name: string) => {
  const sheets = openSheets();
  return sheets.length - sheets.findIndex((sheet) => sheet.name === name);
};

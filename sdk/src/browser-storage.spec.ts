import type { BrowserStorage } from './browser-storage.js';
import type { LoginStore } from './logins.js';

/** A fake of the browser's `localStorage`, which can be made to refuse writes. */
class FakeStorage {
  refuses = false;
  setItem(key: string, value: string) {
    if (this.refuses) throw new DOMException('Full.', 'QuotaExceededError');
    (this as Record<string, unknown>)[key] = value;
  }
  getItem(key: string) {
    return ((this as Record<string, unknown>)[key] as string | undefined) ?? null;
  }
  removeItem(key: string) {
    delete (this as Record<string, unknown>)[key];
  }
}

/** The target of the `storage` events with which a browser reports changes by other tabs. */
let events: EventTarget;

/** Loads the modules anew, as a page does when it is opened. @param access returns the value of `localStorage` */
function openPage(access: () => unknown): { storage: BrowserStorage; logins: LoginStore } {
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: access });
  events = new EventTarget();
  globalThis.addEventListener = events.addEventListener.bind(events) as never;
  let page!: { storage: BrowserStorage; logins: LoginStore };
  jest.isolateModules(() => {
    const { browserStorage } = require('./browser-storage.js') as typeof import('./browser-storage.js');
    const { browserLogins } = require('./logins.js') as typeof import('./logins.js');
    page = { storage: browserStorage('localStorage'), logins: browserLogins('login') };
  });
  return page;
}

const blocked = () => {
  throw new DOMException('Blocked.', 'SecurityError');
};

/** Dispatches the `storage` event of a change by another tab. */
const dispatchStorageEvent = (storageArea: FakeStorage, key: string | null, newValue: string | null) =>
  events.dispatchEvent(Object.assign(new Event('storage'), { storageArea, key, newValue }));

const login = {
  access_token: 'token',
  receivedAt: 1,
  user: { id: '1', name: 'Ana', email: 'ana@example.com' },
} as never;

describe('browserStorage', () => {
  it('returns the same object to all callers on a page, so that each sees the changes of the others', () => {
    const { storage, logins } = openPage(() => new FakeStorage());
    logins.save(login);
    expect(storage.keys()).toEqual(expect.arrayContaining(['login']));
  });

  it.each([
    ['blocked', blocked],
    ['absent', () => null],
  ])('keeps values in memory if the storage of the browser is %s, and is not durable', (_, access) => {
    const { storage, logins } = openPage(access);
    const changedKeys: unknown[] = [];
    storage.watch((key) => changedKeys.push(key));
    expect(storage.get('a')).toBeUndefined();
    storage.set('a', '1');
    storage.set('b', '2');
    storage.set('b', undefined);
    expect([storage.get('a'), storage.get('b'), storage.keys()]).toEqual(['1', undefined, ['a']]);
    expect(changedKeys).toEqual(['a', 'b', 'b']);
    expect(storage.isDurable('anything')).toBe(false);
    logins.save(login);
    expect(logins.load()).toEqual(login);
  });

  it('keeps a new value in memory while the storage is full, and reports that only its prefix is not durable', () => {
    const medium = new FakeStorage();
    const { storage } = openPage(() => medium);
    storage.set('draft.1', 'old');
    storage.set('login', 'token');
    medium.refuses = true;
    storage.set('draft.1', 'new');
    expect(storage.get('draft.1')).toBe('new');
    expect([storage.isDurable('draft.'), storage.isDurable('login')]).toEqual([false, true]);
    medium.refuses = false;
    storage.set('draft.1', 'newest');
    expect([medium.getItem('draft.1'), storage.isDurable('draft.')]).toEqual(['newest', true]);
  });

  it('still returns the values that it has read or written after the site data was cleared, but as not durable', () => {
    let medium = new FakeStorage();
    medium.setItem('read', '1');
    const { storage } = openPage(() => medium);
    storage.get('read');
    storage.set('written', '2');
    medium = new FakeStorage();
    dispatchStorageEvent(medium, null, null);
    expect([storage.get('read'), storage.get('written')]).toEqual(['1', '2']);
    expect(storage.isDurable('written')).toBe(false);
  });

  it('returns the values that another tab has changed, and nothing for those that another tab has removed', () => {
    const medium = new FakeStorage();
    const { storage, logins } = openPage(() => medium);
    const tokens: unknown[] = [];
    logins.watch((changed) => tokens.push(changed?.access_token));
    storage.set('draft', 'here');
    medium.setItem('draft', 'elsewhere');
    dispatchStorageEvent(medium, 'draft', 'elsewhere');
    expect(storage.get('draft')).toBe('elsewhere');
    logins.save(login);
    medium.removeItem('login');
    dispatchStorageEvent(medium, 'login', null);
    expect(logins.load()).toBeUndefined();
    expect(tokens).toEqual(['token', undefined]);
  });
});

it.each([
  '{"access_token":"to',
  'null',
  '7',
  '{}',
  '{"access_token":"two words","user":{"id":"1","name":"Ana","email":"a@example.com"}}',
  '{"access_token":"token","user":{"id":"1"}}',
])('browserLogins ignores a stored login that is not valid: %s', (text) => {
  const medium = new FakeStorage();
  medium.setItem('login', text);
  expect(openPage(() => medium).logins.load()).toBeUndefined();
});

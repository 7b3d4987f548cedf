import type { BrowserStorage } from './browser-storage.js';
import type { LoginStore } from './logins.js';

/** A storage of a browser that can be made to refuse writes. */
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

/** Dispatches the `storage` events of other tabs. */
let events: EventTarget;

/** Loads the modules as a page that has just been opened does. */
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

/** Dispatches the event of a change in another tab. */
const dispatchStorageEvent = (storageArea: FakeStorage, key: string | null, newValue: string | null) =>
  events.dispatchEvent(Object.assign(new Event('storage'), { storageArea, key, newValue }));

const login = {
  access_token: 'token',
  receivedAt: 1,
  user: { id: '1', name: 'Ana', email: 'ana@example.com' },
} as never;

describe('browserStorage', () => {
  it('returns the same storage to every caller on a page', () => {
    const { storage, logins } = openPage(() => new FakeStorage());
    logins.save(login);
    expect(storage.keys()).toEqual(expect.arrayContaining(['login']));
  });

  it.each([
    ['blocked', blocked],
    ['absent', () => null],
  ])('works in memory where the storage is %s, and is not durable', (_, access) => {
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

  it('keeps the newer value in memory where the browser is full, and reports which prefixes are not durable', () => {
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

  it('still returns known values after the data was cleared, and reports that they are not durable', () => {
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

  it('follows the changes and removals of another tab', () => {
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
])('browserLogins ignores a damaged entry: %s', (text) => {
  const medium = new FakeStorage();
  medium.setItem('login', text);
  expect(openPage(() => medium).logins.load()).toBeUndefined();
});

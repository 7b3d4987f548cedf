import type { BrowserStorage } from './browser-storage.js';
import type { LoginStore } from './logins.js';

/** A storage of a browser, which a test can make refuse. */
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

/** What the other tabs of the page do. */
let events: EventTarget;

/** A page that has just been opened. */
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

const changedElsewhere = (storageArea: FakeStorage, key: string | null, newValue: string | null) =>
  events.dispatchEvent(Object.assign(new Event('storage'), { storageArea, key, newValue }));

const login = {
  access_token: 'token',
  receivedAt: 1,
  user: { id: '1', name: 'Ana', email: 'ana@example.com' },
} as never;

describe('a storage of the browser', () => {
  it('is shared by all who open it on a page', () => {
    const { storage, logins } = openPage(() => new FakeStorage());
    logins.save(login);
    expect(storage.keys()).toEqual(expect.arrayContaining(['login']));
  });

  it.each([
    ['blocked', blocked],
    ['absent', () => null],
  ])('goes on in memory where it is %s, and keeps nothing', (_, access) => {
    const { storage, logins } = openPage(access);
    const changed: unknown[] = [];
    storage.watch((key) => changed.push(key));
    expect(storage.get('a')).toBeUndefined();
    storage.set('a', '1');
    storage.set('b', '2');
    storage.set('b', undefined);
    expect([storage.get('a'), storage.get('b'), storage.keys()]).toEqual(['1', undefined, ['a']]);
    expect(changed).toEqual(['a', 'b', 'b']);
    expect(storage.keeps('anything')).toBe(false);
    logins.save(login);
    expect(logins.load()).toEqual(login);
  });

  it('has the newer value in memory where the browser is full, and says which keys it does not keep', () => {
    const medium = new FakeStorage();
    const { storage } = openPage(() => medium);
    storage.set('draft.1', 'old');
    storage.set('login', 'token');
    medium.refuses = true;
    storage.set('draft.1', 'new');
    expect(storage.get('draft.1')).toBe('new');
    expect([storage.keeps('draft.'), storage.keeps('login')]).toEqual([false, true]);
    medium.refuses = false;
    storage.set('draft.1', 'newest');
    expect([medium.getItem('draft.1'), storage.keeps('draft.')]).toEqual(['newest', true]);
  });

  it('still has what it read or wrote after its data was cleared, and says that it is not kept', () => {
    let medium = new FakeStorage();
    medium.setItem('read', '1');
    const { storage } = openPage(() => medium);
    storage.get('read');
    storage.set('written', '2');
    medium = new FakeStorage();
    changedElsewhere(medium, null, null);
    expect([storage.get('read'), storage.get('written')]).toEqual(['1', '2']);
    expect(storage.keeps('written')).toBe(false);
  });

  it('follows what another tab changes and removes', () => {
    const medium = new FakeStorage();
    const { storage, logins } = openPage(() => medium);
    const followed: unknown[] = [];
    logins.watch((changed) => followed.push(changed?.access_token));
    storage.set('draft', 'here');
    medium.setItem('draft', 'elsewhere');
    changedElsewhere(medium, 'draft', 'elsewhere');
    expect(storage.get('draft')).toBe('elsewhere');
    logins.save(login);
    medium.removeItem('login');
    changedElsewhere(medium, 'login', null);
    expect(logins.load()).toBeUndefined();
    expect(followed).toEqual(['token', undefined]);
  });
});

it.each([
  '{"access_token":"to',
  'null',
  '7',
  '{}',
  '{"access_token":"two words","user":{"id":"1","name":"Ana","email":"a@example.com"}}',
  '{"access_token":"token","user":{"id":"1"}}',
])('a damaged login is none: %s', (text) => {
  const medium = new FakeStorage();
  medium.setItem('login', text);
  expect(openPage(() => medium).logins.load()).toBeUndefined();
});

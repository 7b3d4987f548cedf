import { Liveness } from './liveness.js';

const SECOND = 1000;
const hour = 3600 * SECOND;

class PageDocument extends EventTarget {
  visibilityState = 'visible';
}

/** Creates a connection that {@link Liveness} watches, on a page. Counts its pings, replacements and wake-ups. */
function watched() {
  const window = new EventTarget();
  const document = new PageDocument();
  const state = { isOpen: true, unanswered: 0, pings: 0, replaced: 0, woken: 0 };
  const liveness = new Liveness(
    {
      isOpen: () => state.isOpen,
      isWaiting: () => state.unanswered > 0,
      ping: () => {
        state.pings += 1;
        liveness.sent();
      },
      onDead: () => {
        state.replaced += 1;
        liveness.disconnected();
      },
      onWake: () => (state.woken += 1),
    },
    { window, document },
  );
  liveness.connected();
  return { liveness, state, window, document };
}

/** Lets the machine sleep: the clock advances, and timers do not fire. */
const sleep = (ms: number) => jest.setSystemTime(Date.now() + ms);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const pageEvents = [
  ['online', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('online'))],
  ['pageshow', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('pageshow'))],
  [
    'visibilitychange',
    ({ document }: ReturnType<typeof watched>) => document.dispatchEvent(new Event('visibilitychange')),
  ],
  ['focus', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('focus'))],
] as const;

describe('an open connection', () => {
  it.each(pageEvents)(
    'is pinged after the browser event %s, and replaced when no packet arrives for 3 s',
    (_, dispatch) => {
      const one = watched();
      jest.advanceTimersByTime(1.5 * SECOND);
      dispatch(one);
      expect(one.state.pings).toBe(1);
      jest.advanceTimersByTime(3 * SECOND - 1);
      expect(one.state.replaced).toBe(0);
      jest.advanceTimersByTime(1);
      expect(one.state).toMatchObject({ pings: 1, replaced: 1, woken: 0 });
    },
  );

  it('is pinged once for several browser events within a second', () => {
    const one = watched();
    for (const [, dispatch] of pageEvents) dispatch(one);
    one.liveness.received();
    for (const [, dispatch] of pageEvents) dispatch(one);
    expect(one.state.pings).toBe(1);

    one.liveness.received();
    jest.advanceTimersByTime(SECOND);
    for (const [, dispatch] of pageEvents) dispatch(one);
    expect(one.state.pings).toBe(2);
  });

  it('is not pinged when the page becomes hidden, or while no response is pending', () => {
    const { state, document } = watched();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    jest.advanceTimersByTime(hour);
    expect(state).toMatchObject({ pings: 0, replaced: 0 });
  });

  it('is pinged after a sleep of the machine, and when the clock is set back', () => {
    const { state, liveness } = watched();
    sleep(10 * SECOND);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(1);
    liveness.received();

    sleep(-hour);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(2);
    jest.advanceTimersByTime(3 * SECOND);
    expect(state.replaced).toBe(1);
  });

  it('is not pinged after a sleep of the machine if its disconnect event arrives at the same time', () => {
    const { state, liveness } = watched();
    sleep(hour);
    jest.advanceTimersByTime(SECOND);
    state.isOpen = false;
    liveness.disconnected();
    jest.advanceTimersByTime(10 * SECOND);
    state.isOpen = true;
    liveness.connected();
    jest.advanceTimersByTime(10 * SECOND);
    expect(state.pings).toBe(0);
  });

  it('is not replaced because the machine was asleep while the response to a ping was pending', () => {
    const { state, liveness, window } = watched();
    window.dispatchEvent(new Event('online'));
    sleep(hour);
    for (let seconds = 0; seconds < 2; seconds += 1) {
      jest.advanceTimersByTime(SECOND);
      liveness.received();
    }
    jest.advanceTimersByTime(10 * SECOND);
    // One ping before the sleep, and one because of the sleep.
    expect(state).toMatchObject({ pings: 2, replaced: 0 });
  });

  it('on a hidden page is pinged after a long sleep of the machine, but not because timers fire only once a minute', () => {
    const { state, document } = watched();
    document.visibilityState = 'hidden';
    sleep(60 * SECOND);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(0);
    sleep(hour);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(1);
  });

  it('is pinged when a command is unanswered for 5 to 6 s', () => {
    const { state, liveness } = watched();
    jest.advanceTimersByTime(0.5 * SECOND);
    liveness.sent();
    jest.advanceTimersByTime(5 * SECOND);
    expect(state.pings).toBe(0);
    jest.advanceTimersByTime(SECOND);
    expect(state.pings).toBe(1);
  });

  it('is pinged when other packets stop arriving while a command still waits for its acknowledgement', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    liveness.sent();
    for (let seconds = 0; seconds < 20; seconds += 1) {
      jest.advanceTimersByTime(SECOND);
      liveness.received();
    }
    expect(state.pings).toBe(0);
    jest.advanceTimersByTime(6 * SECOND);
    expect(state.pings).toBe(1);
  });

  it('to a slow server is not replaced: any packet that arrives counts as a response', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    for (let times = 1; times <= 10; times += 1) {
      jest.advanceTimersByTime(6 * SECOND);
      expect(state.pings).toBe(times);
      jest.advanceTimersByTime(2 * SECOND);
      liveness.received();
    }
    expect(state.replaced).toBe(0);
  });

  it('has twice the ping timeout after each replacement, until every command is acknowledged', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    for (const [index, seconds] of [3, 6, 12, 24, 48, 48].entries()) {
      liveness.connected();
      jest.advanceTimersByTime((6 + seconds) * SECOND - 1);
      expect(state.replaced).toBe(index);
      jest.advanceTimersByTime(1);
      expect(state.replaced).toBe(index + 1);
    }

    state.unanswered = 0;
    liveness.connected();
    jest.advanceTimersByTime(SECOND);
    liveness.wake();
    jest.advanceTimersByTime(3 * SECOND);
    expect(state.replaced).toBe(7);
  });
});

describe('a lost connection', () => {
  it.each(pageEvents)(
    'is retried after the browser event %s, unless it is focus, and no ping is sent',
    (name, dispatch) => {
      const one = watched();
      one.state.isOpen = false;
      one.liveness.disconnected();
      dispatch(one);
      jest.advanceTimersByTime(hour);
      expect(one.state).toMatchObject({ pings: 0, replaced: 0, woken: name === 'focus' ? 0 : 1 });
    },
  );

  it('is not retried while the browser knows that there is no network', () => {
    const one = watched();
    one.state.isOpen = false;
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
    for (const [, dispatch] of pageEvents) dispatch(one);
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
    else Reflect.deleteProperty(globalThis, 'navigator');
    expect(one.state.woken).toBe(0);
    one.liveness.wake();
    expect(one.state.woken).toBe(1);
  });

  it('cancels its pending ping, which then does not count against the next connection', () => {
    const { state, liveness } = watched();
    liveness.wake();
    liveness.disconnected();
    liveness.connected();
    jest.advanceTimersByTime(2 * SECOND);
    liveness.received();
    jest.advanceTimersByTime(10 * SECOND);
    expect(state).toMatchObject({ pings: 1, replaced: 0 });
  });
});

describe('the timers and event listeners of Liveness', () => {
  it('are removed by close()', () => {
    const one = watched();
    one.liveness.wake();
    one.liveness.close();
    one.state.isOpen = false;
    for (const [, dispatch] of pageEvents) dispatch(one);
    expect([jest.getTimerCount(), one.state.woken]).toEqual([0, 0]);
  });

  it('work without a page, as in Node, and do not keep the process alive', () => {
    jest.useRealTimers();
    const start = jest.spyOn(globalThis, 'setInterval');
    const deps = { isOpen: () => true, isWaiting: () => false, ping: jest.fn(), onDead: jest.fn(), onWake: jest.fn() };
    const liveness = new Liveness(deps);
    liveness.connected();
    liveness.wake();
    expect(deps.ping).toHaveBeenCalledTimes(1);
    expect(start.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toEqual([false, false]);
    liveness.close();
    start.mockRestore();
  });
});

import { Liveness } from './liveness.js';

const SECOND = 1000;
const hour = 3600 * SECOND;

class PageDocument extends EventTarget {
  visibilityState = 'visible';
}

/** A connection, what was done about it, and the page that it is on. */
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
        liveness.lost();
      },
      onWake: () => (state.woken += 1),
    },
    { window, document },
  );
  liveness.opened();
  return { liveness, state, window, document };
}

/** The machine sleeps: the clock goes on, and timers do not. */
const sleep = (ms: number) => jest.setSystemTime(Date.now() + ms);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const happenings = [
  ['online', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('online'))],
  ['pageshow', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('pageshow'))],
  [
    'visibilitychange',
    ({ document }: ReturnType<typeof watched>) => document.dispatchEvent(new Event('visibilitychange')),
  ],
  ['focus', ({ window }: ReturnType<typeof watched>) => window.dispatchEvent(new Event('focus'))],
] as const;

describe('a connection that reports open', () => {
  it.each(happenings)('is pinged after %s, and replaced when nothing arrives for 3 s', (_, happen) => {
    const one = watched();
    jest.advanceTimersByTime(1.5 * SECOND);
    happen(one);
    expect(one.state.pings).toBe(1);
    jest.advanceTimersByTime(3 * SECOND - 1);
    expect(one.state.replaced).toBe(0);
    jest.advanceTimersByTime(1);
    expect(one.state).toMatchObject({ pings: 1, replaced: 1, woken: 0 });
  });

  it('is pinged once for several events', () => {
    const one = watched();
    for (const [, happen] of happenings) happen(one);
    one.liveness.arrived();
    for (const [, happen] of happenings) happen(one);
    expect(one.state.pings).toBe(1);

    one.liveness.arrived();
    jest.advanceTimersByTime(SECOND);
    for (const [, happen] of happenings) happen(one);
    expect(one.state.pings).toBe(2);
  });

  it('is not pinged when the page is hidden, while it is idle, or without a reason', () => {
    const { state, document } = watched();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    jest.advanceTimersByTime(hour);
    expect(state).toMatchObject({ pings: 0, replaced: 0 });
  });

  it('is pinged after a sleep of the machine, and when its clock is set back', () => {
    const { state, liveness } = watched();
    sleep(10 * SECOND);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(1);
    liveness.arrived();

    sleep(-hour);
    jest.advanceTimersByTime(2 * SECOND);
    expect(state.pings).toBe(2);
    jest.advanceTimersByTime(3 * SECOND);
    expect(state.replaced).toBe(1);
  });

  it('is not pinged after a sleep when its end becomes known at the same time', () => {
    const { state, liveness } = watched();
    sleep(hour);
    jest.advanceTimersByTime(SECOND);
    state.isOpen = false;
    liveness.lost();
    jest.advanceTimersByTime(10 * SECOND);
    state.isOpen = true;
    liveness.opened();
    jest.advanceTimersByTime(10 * SECOND);
    expect(state.pings).toBe(0);
  });

  it('is not given up because the machine slept while the answer was on its way', () => {
    const { state, liveness, window } = watched();
    window.dispatchEvent(new Event('online'));
    sleep(hour);
    for (let seconds = 0; seconds < 2; seconds += 1) {
      jest.advanceTimersByTime(SECOND);
      liveness.arrived();
    }
    jest.advanceTimersByTime(10 * SECOND);
    // One before the sleep, one because of it.
    expect(state).toMatchObject({ pings: 2, replaced: 0 });
  });

  it('of a hidden page is not pinged because its timers fire once a minute, but after a longer sleep', () => {
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

  it('is pinged when it falls silent after something else arrived, and a command still waits for its answer', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    liveness.sent();
    for (let seconds = 0; seconds < 20; seconds += 1) {
      jest.advanceTimersByTime(SECOND);
      liveness.arrived();
    }
    expect(state.pings).toBe(0);
    jest.advanceTimersByTime(6 * SECOND);
    expect(state.pings).toBe(1);
  });

  it('of a server that is slow stays: whatever arrives is an answer', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    for (let times = 1; times <= 10; times += 1) {
      jest.advanceTimersByTime(6 * SECOND);
      expect(state.pings).toBe(times);
      jest.advanceTimersByTime(2 * SECOND);
      liveness.arrived();
    }
    expect(state.replaced).toBe(0);
  });

  it('gets twice as long after each replacement, until all is answered: a slow line may take that long for a page', () => {
    const { state, liveness } = watched();
    state.unanswered = 1;
    for (const [index, seconds] of [3, 6, 12, 24, 48, 48].entries()) {
      liveness.opened();
      jest.advanceTimersByTime((6 + seconds) * SECOND - 1);
      expect(state.replaced).toBe(index);
      jest.advanceTimersByTime(1);
      expect(state.replaced).toBe(index + 1);
    }

    state.unanswered = 0;
    liveness.opened();
    jest.advanceTimersByTime(SECOND);
    liveness.wake();
    jest.advanceTimersByTime(3 * SECOND);
    expect(state.replaced).toBe(7);
  });
});

describe('a connection that is lost', () => {
  it.each(happenings)(
    'is tried again after %s, unless the window only got the focus, and nothing is sent',
    (name, happen) => {
      const one = watched();
      one.state.isOpen = false;
      one.liveness.lost();
      happen(one);
      jest.advanceTimersByTime(hour);
      expect(one.state).toMatchObject({ pings: 0, replaced: 0, woken: name === 'focus' ? 0 : 1 });
    },
  );

  it('is not tried again while the browser knows that there is no network', () => {
    const one = watched();
    one.state.isOpen = false;
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
    for (const [, happen] of happenings) happen(one);
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
    else Reflect.deleteProperty(globalThis, 'navigator');
    expect(one.state.woken).toBe(0);
    one.liveness.wake();
    expect(one.state.woken).toBe(1);
  });

  it('takes the ping with it that was on its way', () => {
    const { state, liveness } = watched();
    liveness.wake();
    liveness.lost();
    liveness.opened();
    jest.advanceTimersByTime(2 * SECOND);
    liveness.arrived();
    jest.advanceTimersByTime(10 * SECOND);
    expect(state).toMatchObject({ pings: 1, replaced: 0 });
  });
});

describe('timers and listeners', () => {
  it('are gone after it was closed', () => {
    const one = watched();
    one.liveness.wake();
    one.liveness.close();
    one.state.isOpen = false;
    for (const [, happen] of happenings) happen(one);
    expect([jest.getTimerCount(), one.state.woken]).toEqual([0, 0]);
  });

  it('are not needed where there is no page, and do not keep a process running', () => {
    jest.useRealTimers();
    const start = jest.spyOn(globalThis, 'setInterval');
    const ports = { isOpen: () => true, isWaiting: () => false, ping: jest.fn(), onDead: jest.fn(), onWake: jest.fn() };
    const liveness = new Liveness(ports);
    liveness.opened();
    liveness.wake();
    expect(ports.ping).toHaveBeenCalledTimes(1);
    expect(start.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toEqual([false, false]);
    liveness.close();
    start.mockRestore();
  });
});

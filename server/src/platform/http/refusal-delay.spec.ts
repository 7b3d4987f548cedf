import type { ServerResponse } from 'node:http';
import { Counters } from '../health/counters.js';
import { RefusalDelay } from './refusal-delay.js';

const delayOf = (seconds: number) => new RefusalDelay({ REFUSAL_DELAY: seconds }, new Counters());

const responseOf = (statusCode: number, { socket = {}, bytes = 100 } = {}) =>
  ({ statusCode, req: { socket, headers: { 'content-length': `${bytes}` } } }) as unknown as ServerResponse;

describe('the delay of refusals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is about as long as configured', () => {
    const delay = delayOf(1);
    const refuse = jest.fn();
    for (let count = 0; count < 100; count += 1) delay.run(refuse);
    jest.advanceTimersByTime(490);
    expect(refuse).not.toHaveBeenCalled();
    jest.advanceTimersByTime(510);
    expect(refuse.mock.calls.length).toBeGreaterThan(10);
    expect(refuse.mock.calls.length).toBeLessThan(90);
    jest.advanceTimersByTime(500);
    expect(refuse).toHaveBeenCalledTimes(100);
  });

  it.each([413, 416, 429])('delays an answer of status %s', (status) => {
    const answer = jest.fn();
    delayOf(1).answer(responseOf(status), answer);
    expect(answer).not.toHaveBeenCalled();
    jest.runAllTimers();
    expect(answer).toHaveBeenCalledTimes(1);
  });

  it.each([200, 304, 400, 401, 404, 409, 500, 503])('does not delay an answer of status %s', (status) => {
    const answer = jest.fn();
    delayOf(1).answer(responseOf(status), answer);
    expect(answer).toHaveBeenCalledTimes(1);
  });

  it('delays the refusal of a request with a long body, and no answer to one that is accepted', () => {
    const [refuse, accept] = [jest.fn(), jest.fn()];
    delayOf(1).answer(responseOf(400, { bytes: 20_000 }), refuse);
    delayOf(1).answer(responseOf(200, { bytes: 20_000 }), accept);
    expect([refuse.mock.calls.length, accept.mock.calls.length]).toEqual([0, 1]);
    jest.runAllTimers();
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  it('disconnects a client that is refused again on a connection on which a refusal waits', () => {
    const delay = delayOf(1);
    const [answer, socket] = [jest.fn(), { destroy: jest.fn() }];
    delay.answer(responseOf(429, { socket }), answer);
    delay.answer(responseOf(429, { socket }), answer);
    expect(socket.destroy).toHaveBeenCalledTimes(1);
    jest.runAllTimers();
    expect(answer).toHaveBeenCalledTimes(1);
    delay.answer(responseOf(429, { socket }), answer);
    expect(socket.destroy).toHaveBeenCalledTimes(1);
  });

  it('delays nothing when it is 0, nor while 5,000 refusals wait', () => {
    const refuse = jest.fn();
    delayOf(0).run(refuse);
    expect(refuse).toHaveBeenCalledTimes(1);

    const delay = delayOf(1);
    for (let count = 0; count < 5000; count += 1) delay.run(() => undefined);
    delay.run(refuse);
    expect(refuse).toHaveBeenCalledTimes(2);
    jest.runAllTimers();
    delay.run(refuse);
    expect(refuse).toHaveBeenCalledTimes(2);
  });
});

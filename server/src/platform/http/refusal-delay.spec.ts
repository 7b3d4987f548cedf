import type { ServerResponse } from 'node:http';
import { Counters } from '../health/counters.js';
import { RefusalDelay } from './refusal-delay.js';

const delayOf = (seconds: number) => new RefusalDelay({ REFUSAL_DELAY: seconds }, new Counters());

const responseOf = (statusCode: number, { socket = {}, bytes = 100 } = {}) =>
  ({ statusCode, req: { socket, headers: { 'content-length': `${bytes}` } } }) as unknown as ServerResponse;

describe('the delay of refusals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is as long as configured, give or take half', () => {
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

  it.each([413, 416, 429])('delays a response with status %s', (status) => {
    const send = jest.fn();
    delayOf(1).respond(responseOf(status), send);
    expect(send).not.toHaveBeenCalled();
    jest.runAllTimers();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it.each([200, 304, 400, 401, 404, 409, 500, 503])('does not delay a response with status %s', (status) => {
    const send = jest.fn();
    delayOf(1).respond(responseOf(status), send);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('delays the refusal of a request with a long body, but not the response to one that is accepted', () => {
    const [refuse, accept] = [jest.fn(), jest.fn()];
    delayOf(1).respond(responseOf(400, { bytes: 20_000 }), refuse);
    delayOf(1).respond(responseOf(200, { bytes: 20_000 }), accept);
    expect([refuse.mock.calls.length, accept.mock.calls.length]).toEqual([0, 1]);
    jest.runAllTimers();
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  it('disconnects a client whose second request on a connection is refused while the first refusal is delayed', () => {
    const delay = delayOf(1);
    const [send, socket] = [jest.fn(), { destroy: jest.fn() }];
    delay.respond(responseOf(429, { socket }), send);
    delay.respond(responseOf(429, { socket }), send);
    expect(socket.destroy).toHaveBeenCalledTimes(1);
    jest.runAllTimers();
    expect(send).toHaveBeenCalledTimes(1);
    delay.respond(responseOf(429, { socket }), send);
    expect(socket.destroy).toHaveBeenCalledTimes(1);
  });

  it('is skipped when the configured delay is 0, and while 5,000 refusals are delayed', () => {
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

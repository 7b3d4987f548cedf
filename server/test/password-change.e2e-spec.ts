import { Login } from '@smart-hub/contract/auth';
import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  connectWithToken,
  PASSWORD,
  register,
  startHub,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { mustNotBeLogged } from './support/suite-log.js';

const NEW_PASSWORD = 'correct horse battery staple';

let hub: TestHub;
let ana: TestPerson;
beforeAll(async () => {
  hub = await startHub();
});
beforeEach(async () => {
  mustNotBeLogged([NEW_PASSWORD]);
  ana = await register(hub, 'Ana');
});
afterEach(closeSockets);
afterAll(closeHubs);

const logIn = (password: string) =>
  sendRequest(hub, 'POST /api/auth/login', { json: { email: ana.email, password, refresh: 'body' } });
const change = (token: string, json: object = {}) =>
  sendRequest(hub, 'POST /api/auth/password', {
    token,
    json: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...json },
  });
const profile = (token: string) => sendRequest(hub, 'GET /api/users/profile', { token });

describe('changing the password', () => {
  it('ends all other sessions, and keeps the current one', async () => {
    const [current, other] = [(await logIn(PASSWORD)).body as Login, (await logIn(PASSWORD)).body as Login];
    const currentSocket = await connectWithToken(hub, current.access_token);
    const otherSocket = await connectWithToken(hub, other.access_token);

    const response = await change(current.access_token);

    const login = Login.strict().parse(response.body);
    expect(login.sessionId).toBe(current.sessionId);
    await otherSocket.next('session_expired');
    expectProblem(await profile(other.access_token), 'auth.token_invalid');
    const json = { refresh_token: other.refresh_token };
    expectProblem(await sendRequest(hub, 'POST /api/auth/refresh', { json }), 'auth.session_ended');
    for (const { access_token } of [current, login]) expect((await profile(access_token)).status).toBe(200);
    const renewed = await sendRequest(hub, 'POST /api/auth/refresh', {
      json: { refresh_token: current.refresh_token },
    });
    expect(renewed.status).toBe(200);
    expect(await currentSocket.emitRaw('ping')).toEqual({});
    expect(currentSocket.receivedNames()).not.toContain('session_expired');
    expectProblem(await logIn(PASSWORD), 'auth.credentials_invalid');
    expect((await logIn(NEW_PASSWORD)).status).toBe(200);
  });

  it('requires the current password, and accepts only a valid new one', async () => {
    expectProblem(await change(ana.token, { currentPassword: 'Wrong-123' }), 'auth.password_wrong');
    expect(invalidFields(await change(ana.token, { newPassword: 'short' }))).toEqual(['newPassword']);
    for (const newPassword of ['Password123!', 'Smart-Hub-2024', `${ana.email}-12`])
      expect(invalidFields(await change(ana.token, { newPassword }))).toEqual(['newPassword']);
    expectProblem(await sendRequest(hub, 'POST /api/auth/password', { json: {} }), 'auth.token_missing');

    expect((await logIn(PASSWORD)).status).toBe(200);
    expect((await profile(ana.token)).status).toBe(200);
  });

  it('counts a wrong current password as a failed login', async () => {
    const hubWithDelay = await startHub({ LOGIN_FAILURES: '2' }, hub.database);
    const tryWrong = (currentPassword: string) =>
      sendRequest(hubWithDelay, 'POST /api/auth/password', {
        token: ana.token,
        json: { currentPassword, newPassword: NEW_PASSWORD },
      });

    for (const wrong of ['Wrong-1', 'Wrong-2']) expectProblem(await tryWrong(wrong), 'auth.password_wrong');

    expectProblem(await tryWrong(PASSWORD), 'auth.login_delayed');
    await hubWithDelay.stop();
  });

  it('succeeds for only one of two concurrent requests', async () => {
    const responses = await Promise.all([
      change(ana.token, { newPassword: `${NEW_PASSWORD} 1` }),
      change(ana.token, { newPassword: `${NEW_PASSWORD} 2` }),
    ]);

    const winner = responses.findIndex(({ status }) => status === 200);
    expect(responses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
    expect((await logIn(`${NEW_PASSWORD} ${winner + 1}`)).status).toBe(200);
  });
});

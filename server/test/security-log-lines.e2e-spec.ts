import { sendRequest } from './support/http.js';
import { closeSockets, PASSWORD, register } from './support/hub.js';
import { sendRaw } from './support/raw-http.js';
import { stopTestServers, startTestServer } from './support/server-process.js';

const FORGED = '{"level":60,"time":1,"context":"Security","event":"forged"}';
/** A time zone (UTC+14) whose date differs from that of UTC for most of the day. */
const TIME_ZONE = 'Pacific/Kiritimati';

describe('a log line', () => {
  afterEach(closeSockets);
  afterAll(stopTestServers);

  it('is one JSON object with its time in UTC, whatever clients send', async () => {
    const keys = { LOG_LEVEL: 'trace', TRUST_PROXY: '1', TZ: TIME_ZONE, CORS_ORIGINS: 'https://chat.example.com' };
    const server = await startTestServer(keys);
    const address = `192.0.2.1\u0085"}${FORGED}`;
    const headers = { 'x-forwarded-for': `192.0.2.1"}${FORGED}`, 'user-agent': FORGED, origin: FORGED };
    await sendRequest(server, `GET /x%0a${encodeURIComponent(FORGED)}`, { headers });
    await sendRaw(
      server.url,
      `GET /x"}${FORGED} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: ${address}\r\n\r\n`,
    );
    await sendRaw(
      server.url,
      `POST /api/auth/login HTTP/1.1\r\nHost: ${FORGED}\r\nConnection: close\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{"`,
    );
    await sendRequest(server, 'POST /api/auth/login', {
      json: { email: `a\n${FORGED}`, password: `\r\n${FORGED}` },
      headers,
    });
    const names = [`Eve\n${FORGED}`, `Eve\u2028${FORGED}`, `%s %d %n %j %O ${FORGED}`];
    const statuses = await Promise.all(
      names.map(async (name, index) => {
        const json = { name, email: `eve${index}@example.com`, password: PASSWORD };
        return (await sendRequest(server, 'POST /api/auth/register', { json, headers })).status;
      }),
    );
    expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 400, 400]);
    const [ana, ben] = [await register(server), await register(server)];
    const socket = await ana.connect({ extraHeaders: { 'user-agent': FORGED } });
    const before = Date.now();
    const { createdAt } = await socket.send({ receiverId: ben.id, content: `\n${FORGED}\r\n\u001b[2K` });
    await socket.emitRaw(`x\n${FORGED}`, {});
    await sendRequest(server, 'GET /api/health');

    const [, ...lines] = (await server.stop()).trim().split(/\n(?=\{)/);

    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const entry = JSON.parse(line) as { level: number; time: number; event?: string };
      expect(entry.level).toBeLessThan(60);
      expect(entry.event).not.toBe('forged');
      // Milliseconds since 1970 in UTC.
      expect(Math.abs(entry.time - before)).toBeLessThan(300_000);
    }
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(createdAt) - before)).toBeLessThan(300_000);
  });
});

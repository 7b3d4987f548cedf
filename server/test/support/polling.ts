/** Separates the packets of one payload. */
export const SEPARATOR = '\u001e';

type Headers = Record<string, string>;

/** Speaks Engine.IO's long polling by hand, to send requests that no real client would send. */
export class PollingClient {
  private constructor(
    private readonly url: string,
    /** The headers of the response that opened the session. */
    readonly openingHeaders: Response['headers'],
    /** The default headers of every request of the session. */
    private readonly headers: Headers,
  ) {}

  /** Opens a session without authentication. */
  static async open(url: string, headers: Headers = {}): Promise<PollingClient> {
    const endpoint = `${url}/socket.io/?EIO=4&transport=polling`;
    const response = await fetch(endpoint, { headers });
    const { sid } = JSON.parse((await response.text()).slice(1)) as { sid: string };
    return new PollingClient(`${endpoint}&sid=${sid}`, response.headers, headers);
  }

  /** Opens a session and authenticates it with a token. */
  static async openAuthenticated(url: string, token: string, headers: Headers = {}): Promise<PollingClient> {
    const session = await PollingClient.open(url, headers);
    await session.post(`40${JSON.stringify({ token })}`);
    await session.pollUntil('40{');
    return session;
  }

  /** Returns the path and query of the session's requests, for a transport. */
  path(transport = 'polling'): string {
    const { pathname, search } = new URL(this.url);
    return pathname + search.replace('transport=polling', `transport=${transport}`);
  }

  /** Sends a payload. Returns the HTTP status. */
  async post(payload: string, headers = this.headers): Promise<number> {
    const response = await fetch(this.url, { method: 'POST', body: payload, headers });
    await response.arrayBuffer();
    return response.status;
  }

  /** Waits for packets, and answers pings. Returns the HTTP status and the packets, without pings and noops. */
  async poll(headers = this.headers): Promise<{ status: number; packets: string[] }> {
    const response = await fetch(this.url, { headers });
    const packets = (await response.text()).split(SEPARATOR);
    if (packets.includes('2')) await this.post('3');
    return { status: response.status, packets: packets.filter((packet) => packet !== '2' && packet !== '6') };
  }

  /** Polls until a packet with a prefix arrives or the session ends. Returns all packets received meanwhile. */
  async pollUntil(prefix: string): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const { status, packets } = await this.poll();
      if (status !== 200) return all;
      all.push(...packets);
      if (packets.some((packet) => packet.startsWith(prefix) || packet === '1')) return all;
    }
  }
}

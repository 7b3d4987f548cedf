/** What separates the packets of one payload. */
export const SEPARATOR = '\u001e';

type Headers = Record<string, string>;

/** A client that speaks Engine.IO's long polling by hand, to send what no client would. */
export class Polling {
  private constructor(
    private readonly url: string,
    /** The headers of the answer that opened the session. */
    readonly opening: Response['headers'],
    /** What every request of the session carries unless told otherwise. */
    private readonly headers: Headers,
  ) {}

  /** Opens a session that is not authenticated. */
  static async open(url: string, headers: Headers = {}): Promise<Polling> {
    const endpoint = `${url}/socket.io/?EIO=4&transport=polling`;
    const response = await fetch(endpoint, { headers });
    const { sid } = JSON.parse((await response.text()).slice(1)) as { sid: string };
    return new Polling(`${endpoint}&sid=${sid}`, response.headers, headers);
  }

  /** Opens a session, and authenticates it with a token. */
  static async enter(url: string, token: string, headers: Headers = {}): Promise<Polling> {
    const session = await Polling.open(url, headers);
    await session.post(`40${JSON.stringify({ token })}`);
    await session.until('40{');
    return session;
  }

  /** The path and query of its requests, with another transport if given. */
  path(transport = 'polling'): string {
    const { pathname, search } = new URL(this.url);
    return pathname + search.replace('transport=polling', `transport=${transport}`);
  }

  /** Sends a payload. Resolves with the status. */
  async post(payload: string, headers = this.headers): Promise<number> {
    const response = await fetch(this.url, { method: 'POST', body: payload, headers });
    await response.arrayBuffer();
    return response.status;
  }

  /** Waits for packets. Resolves with the status and the packets; pings are answered. */
  async poll(headers = this.headers): Promise<{ status: number; packets: string[] }> {
    const response = await fetch(this.url, { headers });
    const packets = (await response.text()).split(SEPARATOR);
    if (packets.includes('2')) await this.post('3');
    return { status: response.status, packets: packets.filter((packet) => packet !== '2' && packet !== '6') };
  }

  /** Polls until a packet that starts so has come, or the session has ended. Resolves with all packets that came. */
  async until(start: string): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const { status, packets } = await this.poll();
      if (status !== 200) return all;
      all.push(...packets);
      if (packets.some((packet) => packet.startsWith(start) || packet === '1')) return all;
    }
  }
}

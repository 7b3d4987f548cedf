import { once } from 'node:events';
import { connect } from 'node:net';

/** One response, as received over the connection. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Sends raw bytes that no HTTP client would send, and reads until the server closes the connection. A valid request must
 * contain `Connection: close`, or else the server keeps the connection open.
 *
 * @returns all responses in order
 */
export async function sendRaw(url: string, bytes: string): Promise<RawResponse[]> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  const received: Buffer[] = [];
  socket.on('error', () => undefined).on('data', (chunk) => received.push(chunk));
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return Buffer.concat(received)
    .toString()
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((response) => response !== '')
    .map(parse);
}

function parse(response: string): RawResponse {
  const end = response.indexOf('\r\n\r\n');
  const [line = '', ...fields] = response.slice(0, end).split('\r\n');
  const headers = new Headers(fields.map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]));
  return { status: Number(line.split(' ')[1]), headers, body: response.slice(end + 4) };
}

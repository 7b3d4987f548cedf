import { once } from 'node:events';
import { connect } from 'node:net';

/** One answer, as it came over the connection. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Sends bytes as they stand, where no client would send them so, and reads until the server ends the connection: a request that
 * is answered well needs `Connection: close`.
 *
 * @returns every answer that came, in order
 */
export async function sendRaw(url: string, bytes: string): Promise<RawAnswer[]> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  const received: Buffer[] = [];
  socket.on('error', () => undefined).on('data', (chunk) => received.push(chunk));
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return Buffer.concat(received)
    .toString()
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((answer) => answer !== '')
    .map(parse);
}

function parse(answer: string): RawAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const [line = '', ...fields] = answer.slice(0, end).split('\r\n');
  const headers = new Headers(fields.map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]));
  return { status: Number(line.split(' ')[1]), headers, body: answer.slice(end + 4) };
}

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model that speaks OpenAI's protocol, and says what it is told to, piece by piece. */
export class Model {
  private asked: ServerResponse | undefined;
  private readonly server: Server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      this.asked = response;
      this.server.emit('asked');
    });
  });

  async start(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Says some more, as soon as it is asked. */
  async say(content: string): Promise<void> {
    if (!this.asked) await once(this.server, 'asked');
    this.asked!.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
  }

  finish(): void {
    this.asked?.end('data: [DONE]\n\n');
    this.asked = undefined;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

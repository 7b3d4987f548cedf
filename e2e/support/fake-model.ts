import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A language model with OpenAI's streaming API, whose output the test provides piece by piece. */
export class FakeModel {
  private pendingResponse: ServerResponse | undefined;
  private readonly server: Server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      this.pendingResponse = response;
      this.server.emit('completion requested');
    });
  });

  async start(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Streams a piece of the completion. If no request is pending, waits for one first. */
  async streamContent(content: string): Promise<void> {
    if (!this.pendingResponse) await once(this.server, 'completion requested');
    this.pendingResponse!.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
  }

  /** Ends the completion. */
  finish(): void {
    this.pendingResponse?.end('data: [DONE]\n\n');
    this.pendingResponse = undefined;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

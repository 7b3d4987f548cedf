import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** An SMTP server that accepts every mail, and finds links in them. */
export class Mailbox {
  private readonly mails: { readonly to: string; readonly text: string }[] = [];
  private readonly arrivals = new EventEmitter();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => void this.receive(socket));

  async listen(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /**
   * Waits for a mail with a link of this kind, and removes it.
   *
   * @returns the link without the origin: `/#reset=TOKEN`
   */
  async waitForLink(to: string, kind: 'reset' | 'verify' | 'confirm-email'): Promise<string> {
    for (;;) {
      const index = this.mails.findIndex((mail) => mail.to === to && mail.text.includes(`/#${kind}=`));
      const [mail] = index < 0 ? [] : this.mails.splice(index, 1);
      if (mail) return /\/#[a-z-]+=[\w-]+/.exec(mail.text)![0];
      await once(this.arrivals, 'mail', { signal: AbortSignal.timeout(20_000) });
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  /** Implements the subset of SMTP (RFC 5321) that a mail client needs. */
  private async receive(socket: Socket): Promise<void> {
    this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
    socket.write('220 mailbox\r\n');
    let to = '';
    let text: string[] | undefined;
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (text && line !== '.') {
        text.push(line);
        continue;
      }
      if (text) this.store(to, text);
      const isEnd = text !== undefined;
      text = /^DATA/i.test(line) ? [] : undefined;
      to = /^RCPT TO:<(.*?)>/i.exec(line)?.[1] ?? to;
      if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else socket.write(text && !isEnd ? '354 go on\r\n' : '250 ok\r\n');
    }
  }

  private store(to: string, lines: readonly string[]): void {
    // Decodes quoted-printable, which breaks long lines and encodes `=`.
    const text = lines.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=');
    this.mails.push({ to, text });
    this.arrivals.emit('mail');
  }
}

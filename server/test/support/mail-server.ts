import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { waitUntil } from './hub.js';
import { mustNotBeLogged } from './suite-log.js';

/** A mail that the server has accepted. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: string;
  readonly body: string;
  /** The link in the mail, its token, and the action that the page performs with the token. Undefined without a link. */
  readonly link: { readonly url: string; readonly action: string; readonly token: string } | undefined;
}

/** The web address of the hub in the links of mails. */
export const PUBLIC_URL = 'https://hub.example.org';

/** A local SMTP server that stores the mails it receives. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** Number of mails offered to the server, accepted or not. */
  attempts = 0;
  /** Number of connections that clients have opened. */
  connections = 0;
  /** Number of connections that have failed. */
  failures = 0;
  private refusal: number | undefined;

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const mail: MailServer = new MailServer(
      new SMTPServer({
        authOptional: true,
        disableReverseLookup: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        // Suppresses the library's warning about its built-in test certificate.
        logger: false,
        onConnect: (_session, done) => {
          mail.connections += 1;
          done();
        },
        onRcptTo: (_address, _session, done) => done(mail.refusalError()),
        onData: (stream, { envelope }, done) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const to = envelope.rcptTo.map(({ address }) => address);
          text(stream).then((raw) => (mail.mails.push(parse(raw, from, to)), done()), done);
        },
        ...options,
      }),
    );
    // A client that gives up closes its connection, which must not fail the test.
    mail.server.on('error', () => (mail.failures += 1));
    await once(mail.server.listen(0, '127.0.0.1'), 'listening');
    return mail;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** Refuses every mail from now on with an SMTP code such as 550; with undefined, accepts mails again. */
  refuseWith(code: number | undefined): void {
    this.refusal = code;
  }

  /** Waits until at least `count` mails to an address have arrived, and returns them. */
  async mailsTo(address: string, count: number): Promise<ReceivedMail[]> {
    const received = () => this.mails.filter(({ to }) => to.includes(address));
    await waitUntil(`${count} mails have arrived for one address`, () => received().length >= count);
    return received();
  }

  /** Waits until at least `count` mails to an address have arrived, and returns the link of the latest one. */
  async linkTo(address: string, count = 1): Promise<NonNullable<ReceivedMail['link']>> {
    const { link } = (await this.mailsTo(address, count)).at(-1)!;
    if (!link) throw new Error('The mail has no link.');
    return link;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private refusalError(): Error | null {
    this.attempts += 1;
    if (this.refusal === undefined) return null;
    return Object.assign(new Error('no such mailbox here'), { responseCode: this.refusal });
  }
}

/** The configuration of a hub that sends its mails through a server on this port. */
export const mailSettingsFor = ({ port }: { readonly port: number }) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  PUBLIC_URL,
});

/** A server that accepts connections and never sends anything. */
export class SilentMailServer {
  readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => {
    this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
  });

  static async start(): Promise<SilentMailServer> {
    const silent = new SilentMailServer();
    await once(silent.server.listen(0, '127.0.0.1'), 'listening');
    return silent;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

function parse(raw: string, from: string, to: readonly string[]): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n\s+/g, ' ');
  const body = /quoted-printable/.test(headers) ? decodeQuotedPrintable(rest.join('\n\n')) : rest.join('\n\n');
  const [url, action, token] = body.match(/\bhttps?:\/\/\S+#([a-z-]+)=([\w-]+)/) ?? [];
  mustNotBeLogged([token, ...to]);
  return { from, to, headers, body, link: url === undefined ? undefined : { url, action: action!, token: token! } };
}

function decodeQuotedPrintable(encoded: string): string {
  return encoded
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { until } from './hub.js';
import { mustNotBeLogged } from './suite-log.js';

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: string;
  readonly body: string;
  /** The token of the link in it, with what the page does with it; undefined without a link. */
  readonly link: { readonly url: string; readonly action: string; readonly token: string } | undefined;
}

/** The address of the page in the links of mails. */
export const PUBLIC_URL = 'https://hub.example.org';

/** A server that speaks SMTP, on this machine, and keeps what it is sent. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** How many mails it was offered, accepted or not. */
  offers = 0;
  /** How many clients have connected, and how many connections have failed. */
  connections = 0;
  failures = 0;
  private refusal: number | undefined;

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const mail: MailServer = new MailServer(
      new SMTPServer({
        authOptional: true,
        disableReverseLookup: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        // Without a word about the certificate of the library, which is for tests.
        logger: false,
        onConnect: (_session, done) => {
          mail.connections += 1;
          done();
        },
        onRcptTo: (_address, _session, done) => done(mail.refuse()),
        onData: (stream, { envelope }, done) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const to = envelope.rcptTo.map(({ address }) => address);
          text(stream).then((raw) => (mail.mails.push(parse(raw, from, to)), done()), done);
        },
        ...options,
      }),
    );
    // A client that gives up ends its connection; that is no failure of a test.
    mail.server.on('error', () => (mail.failures += 1));
    await once(mail.server.listen(0, '127.0.0.1'), 'listening');
    return mail;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** Has every mail refused from now on with an answer such as 550; undefined: accepted. */
  willRefuse(code: number | undefined): void {
    this.refusal = code;
  }

  /** The mails to an address, once there are so many. */
  async mailsTo(address: string, count: number): Promise<ReceivedMail[]> {
    const found = () => this.mails.filter(({ to }) => to.includes(address));
    await until(`${count} mails have come to one address`, () => found().length >= count);
    return found();
  }

  /** The latest link that was mailed to an address, of so many mails. */
  async linkTo(address: string, count = 1): Promise<NonNullable<ReceivedMail['link']>> {
    const { link } = (await this.mailsTo(address, count)).at(-1)!;
    if (!link) throw new Error('The mail has no link.');
    return link;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private refuse(): Error | null {
    this.offers += 1;
    if (this.refusal === undefined) return null;
    return Object.assign(new Error('no such mailbox here'), { responseCode: this.refusal });
  }
}

/** What a hub is told to send its mails by it. */
export const keysFor = ({ port }: { readonly port: number }) => ({ SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL });

/** A server that accepts connections and never says a word. */
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
  const body = /quoted-printable/.test(headers) ? unquoted(rest.join('\n\n')) : rest.join('\n\n');
  const [url, action, token] = body.match(/\bhttps?:\/\/\S+#([a-z-]+)=([\w-]+)/) ?? [];
  mustNotBeLogged([token, ...to]);
  return { from, to, headers, body, link: url === undefined ? undefined : { url, action: action!, token: token! } };
}

function unquoted(encoded: string): string {
  return encoded
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

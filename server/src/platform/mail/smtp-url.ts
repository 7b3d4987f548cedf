/** Where a server of mail is. */
export interface SmtpPlace {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on; otherwise by STARTTLS. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/** Reads `smtp://user:password@host:587` or `smtps://...`. Undefined for what is neither, or has a path. */
export function parseSmtpUrl(text: string): SmtpPlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const usual = PORTS[protocol];
  if (usual === undefined || hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '')
    return undefined;
  try {
    return {
      host: hostname.replaceAll(/[[\]]/g, ''),
      port: port === '' ? usual : Number(port),
      secure: protocol === 'smtps:',
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    // A `%` in a password that was not escaped.
    return undefined;
  }
}

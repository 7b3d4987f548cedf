/** The address of an SMTP server. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** Whether TLS is used from the first byte on, instead of STARTTLS. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/**
 * Parses `smtp://user:password@host:587` or `smtps://...`. Returns undefined for any other URL, and for one with a
 * path.
 */
export function parseSmtpUrl(text: string): SmtpAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const defaultPort = PORTS[protocol];
  if (defaultPort === undefined || hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '')
    return undefined;
  try {
    return {
      host: hostname.replaceAll(/[[\]]/g, ''),
      port: port === '' ? defaultPort : Number(port),
      secure: protocol === 'smtps:',
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    // The password contains a `%` that is not escaped.
    return undefined;
  }
}

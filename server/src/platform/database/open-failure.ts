interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly database?: string;
  /** What the keys of its host and port begin with, if not with DB. */
  readonly keys?: string;
}

/** Why a database could not be opened, in one sentence that says what to do. */
export function inWords(error: unknown, { host, port, username, database, keys = 'DB' }: Target): string {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  const place = `${host}:${port}`;
  const why = message.replaceAll(/\s+/g, ' ');
  const [hostKey, portKey] = [`${keys}_HOST`, `${keys}_PORT`];
  if (isAboutTls(code, message))
    return `PostgreSQL at ${place} and this server do not agree on TLS (${why}): check DB_CA_CERT. ${adviceOnTls(code, message)}.`;
  if (/startup parameter/.test(message))
    return `A pooler at ${place} refuses the connection (${why}): set DB_POOLER=transaction, and DB_DIRECT_HOST to PostgreSQL itself.`;
  // So says pgbouncer, with the code of a violation of the protocol.
  const isRefused = /^(SASL|password|auth\w*) \w*\s*failed|no such user/.test(message);
  switch (isRefused ? '28P01' : code) {
    case '28P01':
      return `PostgreSQL at ${place} refuses the user "${username}": check DB_USERNAME and DB_PASSWORD.`;
    case '28000':
      return `PostgreSQL at ${place} refuses the user "${username}" (${why}): check DB_USERNAME and the server's pg_hba.conf.`;
    case '3D000':
      return `PostgreSQL at ${place} has no database "${database}": create it, or set DB_NAME.`;
    case '42501':
      return `PostgreSQL at ${place} does not let "${username}" use the database "${database}" (${why}): grant it, or change DB_USERNAME.`;
    case '53300':
      return `PostgreSQL at ${place} has no connection left (${why}): end some, or raise its max_connections.`;
    case '57P03':
      return `PostgreSQL at ${place} is not ready (${why}): start again when it is.`;
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `Nothing answers at ${place}: start PostgreSQL there, or change ${hostKey} and ${portKey}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no host "${host}": check ${hostKey}.`;
    case 'ETIMEDOUT':
      return tooSlow(place, hostKey, portKey);
    default:
      if (/timeout/.test(message)) return tooSlow(place, hostKey, portKey);
      return `PostgreSQL at ${place} cannot be opened (${why}): check the DB_ keys of the configuration.`;
  }
}

// What TLS finds wrong comes with a code of OpenSSL's, of Node's or, where PostgreSQL wants it and we do not, with none of its own.
function isAboutTls(code: string | undefined, message: string): boolean {
  return (
    /CERT|TLS|SSL|UNABLE_TO_/.test(code ?? '') || /\bSSL\b|no encryption|certificate|no start line|PEM/.test(message)
  );
}

function adviceOnTls(code: string | undefined, message: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'The certificate there must be for the host that is named here';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'Its certificate is not valid at this time';
  if (/does not support SSL/.test(message))
    return 'It speaks no TLS: set ssl = on there, or unset DB_TLS, DB_CA_CERT and DB_CA_FILE here';
  if (/no encryption|SSL required/.test(message)) return 'It requires TLS: set that, DB_CA_FILE or DB_TLS=on';
  return 'It, or DB_CA_FILE, must name the authority that has signed the certificate there';
}

function tooSlow(place: string, hostKey: string, portKey: string): string {
  return `PostgreSQL at ${place} does not answer in time: check ${hostKey}, ${portKey} and the network.`;
}

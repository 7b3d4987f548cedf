interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly database?: string;
  /** The prefix of the configuration keys of its host and port, if that is not `DB`. */
  readonly keyPrefix?: string;
}

/** Returns why a database could not be opened: one sentence, which also says what to do. */
export function describeOpenFailure(
  error: unknown,
  { host, port, username, database, keyPrefix = 'DB' }: Target,
): string {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  const location = `${host}:${port}`;
  const why = message.replaceAll(/\s+/g, ' ');
  const [hostKey, portKey] = [`${keyPrefix}_HOST`, `${keyPrefix}_PORT`];
  if (isTlsFailure(code, message))
    return `PostgreSQL at ${location} and this server do not agree on TLS (${why}): check DB_CA_CERT. ${tlsAdvice(code, message)}.`;
  if (/startup parameter/.test(message))
    return `A pooler at ${location} refuses the connection (${why}): set DB_POOLER=transaction, and DB_DIRECT_HOST to PostgreSQL itself.`;
  // Matches messages of pgbouncer, which sends them with the SQLSTATE of a protocol violation.
  const isRefused = /^(SASL|password|auth\w*) \w*\s*failed|no such user/.test(message);
  switch (isRefused ? '28P01' : code) {
    case '28P01':
      return `PostgreSQL at ${location} refuses the user "${username}": check DB_USERNAME and DB_PASSWORD.`;
    case '28000':
      return `PostgreSQL at ${location} refuses the user "${username}" (${why}): check DB_USERNAME and the server's pg_hba.conf.`;
    case '3D000':
      return `PostgreSQL at ${location} has no database "${database}": create it, or set DB_NAME.`;
    case '42501':
      return `PostgreSQL at ${location} does not let "${username}" use the database "${database}" (${why}): grant it, or change DB_USERNAME.`;
    case '53300':
      return `PostgreSQL at ${location} has no connection left (${why}): end some, or raise its max_connections.`;
    case '57P03':
      return `PostgreSQL at ${location} is not ready (${why}): start again when it is.`;
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `Nothing answers at ${location}: start PostgreSQL there, or change ${hostKey} and ${portKey}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no host "${host}": check ${hostKey}.`;
    case 'ETIMEDOUT':
      return noResponse(location, hostKey, portKey);
    default:
      if (/timeout/.test(message)) return noResponse(location, hostKey, portKey);
      return `PostgreSQL at ${location} cannot be opened (${why}): check the DB_ keys of the configuration.`;
  }
}

// A TLS failure has an error code of OpenSSL or of Node. If PostgreSQL requires TLS and this server does not use it,
// the failure has no specific code.
function isTlsFailure(code: string | undefined, message: string): boolean {
  return (
    /CERT|TLS|SSL|UNABLE_TO_/.test(code ?? '') || /\bSSL\b|no encryption|certificate|no start line|PEM/.test(message)
  );
}

function tlsAdvice(code: string | undefined, message: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'The certificate there must be for the host that is named here';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'Its certificate is not valid at this time';
  if (/does not support SSL/.test(message))
    return 'It speaks no TLS: set ssl = on there, or unset DB_TLS, DB_CA_CERT and DB_CA_FILE here';
  if (/no encryption|SSL required/.test(message)) return 'It requires TLS: set that, DB_CA_FILE or DB_TLS=on';
  return 'It, or DB_CA_FILE, must name the authority that has signed the certificate there';
}

function noResponse(location: string, hostKey: string, portKey: string): string {
  return `PostgreSQL at ${location} does not respond in time: check ${hostKey}, ${portKey} and the network.`;
}

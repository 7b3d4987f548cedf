interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly database?: string;
}

/** Why a database could not be opened, in one sentence that says what to do. */
export function inWords(error: unknown, { host, port, username, database }: Target): string {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  const place = `${host}:${port}`;
  const why = message.replaceAll(/\s+/g, ' ');
  if (isAboutTls(code, message))
    return `PostgreSQL at ${place} and this server do not agree on TLS (${why}): check DB_CA_CERT.`;
  switch (code) {
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
      return `Nothing answers at ${place}: start PostgreSQL there, or change DB_HOST and DB_PORT.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no host "${host}": check DB_HOST.`;
    case 'ETIMEDOUT':
      return tooSlow(place);
    default:
      if (/timeout/.test(message)) return tooSlow(place);
      return `PostgreSQL at ${place} cannot be opened (${why}): check the DB_ keys of the configuration.`;
  }
}

// What TLS finds wrong comes with a code of OpenSSL's, of Node's or, where PostgreSQL wants it and we do not, with none of its own.
function isAboutTls(code: string | undefined, message: string): boolean {
  return (
    /CERT|TLS|SSL|UNABLE_TO_/.test(code ?? '') || /\bSSL\b|no encryption|certificate|no start line|PEM/.test(message)
  );
}

function tooSlow(place: string): string {
  return `PostgreSQL at ${place} does not answer in time: check DB_HOST, DB_PORT and the network.`;
}

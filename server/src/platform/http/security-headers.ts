import helmet from 'helmet';

/** The headers that protect a browser, for every answer over HTTP. Upgrading would break every address without TLS but localhost. */
export const securityHeaders = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });

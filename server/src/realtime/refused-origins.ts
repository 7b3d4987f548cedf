import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { CONFIG, type Config } from '../platform/config/config.js';
import { isAllowedOrigin } from './origin.js';

/** Each is logged once, and the names of so many are kept: a client may make them up. */
const MOST = 20;
const MOST_CHARACTERS = 200;

/**
 * Tells developers why a page of theirs gets no answer: a browser says no more than that CORS failed. In production nothing is
 * logged: there, strangers' pages are refused all the time.
 */
@Injectable()
export class RefusedOrigins {
  private readonly logger = new Logger('Origin');
  private readonly logged = new Set<string>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Looks at where a request, or a handshake, comes from. */
  look({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): void {
    if (this.config.NODE_ENV !== 'development') return;
    if (isAllowedOrigin({ headers, secure: 'encrypted' in socket }, this.config)) return;
    const origin = headers.origin!.slice(0, MOST_CHARACTERS);
    if (this.logged.size === MOST || this.logged.has(origin)) return;
    this.logged.add(origin);
    this.logger.warn(`A page of the origin ${origin} was refused: ${this.remedy(origin)}`);
  }

  private remedy(text: string): string {
    const origin = URL.canParse(text) ? new URL(text).origin : 'null';
    if (origin === 'null') return 'such an origin cannot be allowed. Serve the page over http or https.';
    const list = [...this.config.CORS_ORIGINS, origin].join(',');
    return `set CORS_ORIGINS=${list} in the environment or in .env, and start again.`;
  }
}

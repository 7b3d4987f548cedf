import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { CONFIG, type Config } from '../platform/config/config.js';
import { isAllowedOrigin } from './origin.js';

/** How many different origins are logged, each once. The number is bounded, because a client can invent origins. */
const MAX_LOGGED = 20;
const MAX_LOGGED_CHARACTERS = 200;

/**
 * Logs refused origins for developers, because a browser reports only that CORS failed. Nothing is logged in
 * production, where pages of other sites are refused all the time.
 */
@Injectable()
export class RefusedOrigins {
  private readonly logger = new Logger('Origin');
  private readonly logged = new Set<string>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Logs the origin of a request or a handshake if it is not allowed. */
  logIfRefused({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): void {
    if (this.config.NODE_ENV !== 'development') return;
    if (isAllowedOrigin({ headers, secure: 'encrypted' in socket }, this.config)) return;
    const origin = headers.origin!.slice(0, MAX_LOGGED_CHARACTERS);
    if (this.logged.size === MAX_LOGGED || this.logged.has(origin)) return;
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

import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';

/**
 * The address at which people open the page. It comes only from the configuration, never from a request, whose sender
 * chooses the `Host` header.
 */
@Injectable()
export class PublicAddress {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
  ) {}

  /**
   * Returns a link to the page with a token in its fragment, which browsers do not send to any server.
   *
   * @param action what the page does with the token, such as `reset`
   */
  link(action: string, token: string): string {
    return `${this.config.PUBLIC_URL ?? this.local()}/#${action}=${token}`;
  }

  /** Returns the address that is used if `PUBLIC_URL` is not set: for development on the same machine. */
  private local(): string {
    const address = (this.http.httpAdapter.getHttpServer() as Server).address() as AddressInfo | null;
    return `http://localhost:${address?.port ?? this.config.PORT}`;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';

/** The address at which people open the page: of the configuration alone, never of a request, whose `Host` its sender chooses. */
@Injectable()
export class PublicAddress {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
  ) {}

  /**
   * A link to the page with a token. That is in the fragment, which browsers send to no server.
   *
   * @param action what the page does with it, such as `reset`
   */
  link(action: string, token: string): string {
    return `${this.config.PUBLIC_URL ?? this.local()}/#${action}=${token}`;
  }

  /** Without `PUBLIC_URL`: for who develops, on the machine of the server. */
  private local(): string {
    const address = (this.http.httpAdapter.getHttpServer() as Server).address() as AddressInfo | null;
    return `http://localhost:${address?.port ?? this.config.PORT}`;
  }
}

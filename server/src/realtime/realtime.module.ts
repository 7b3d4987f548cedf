import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CommandDispatcher } from './command-dispatcher.js';
import { Fanout } from './fanout.js';
import { MixedReleases } from './mixed-releases.js';
import { PingGateway } from './ping.gateway.js';
import { Publisher } from './publisher.js';
import { RefusedOrigins } from './refused-origins.js';
import { SessionEnds } from './session-ends.js';
import { ACCOUNTS, SocketServer, type Accounts } from './socket-server.js';

interface RealtimeOptions {
  readonly imports: ModuleMetadata['imports'];
  readonly inject: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<Accounts>['useFactory'];
}

@Module({})
export class RealtimeModule {
  /** For the whole application; features need not import it. */
  static forRoot({ imports = [], inject, useFactory }: RealtimeOptions): DynamicModule {
    return {
      module: RealtimeModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: ACCOUNTS, inject: inject ?? [], useFactory },
        SocketServer,
        SessionEnds,
        CommandDispatcher,
        Fanout,
        Publisher,
        MixedReleases,
        RefusedOrigins,
        PingGateway,
      ],
      exports: [Publisher, SocketServer, Fanout, MixedReleases, RefusedOrigins],
    };
  }
}

import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ACCOUNTS, type Accounts } from './accounts.js';
import { AuthenticateGateway } from './authenticate.gateway.js';
import { CommandDispatcher } from './command-dispatcher.js';
import { NodeBus } from './node-bus.js';
import { MixedReleases } from './mixed-releases.js';
import { PingGateway } from './ping.gateway.js';
import { Publisher } from './publisher.js';
import { RefusedOrigins } from './refused-origins.js';
import { EndedSessions } from './ended-sessions.js';
import { SocketServer } from './socket-server.js';

interface RealtimeOptions {
  readonly imports: ModuleMetadata['imports'];
  readonly inject: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<Accounts>['useFactory'];
}

@Module({})
export class RealtimeModule {
  /** Creates the module for the whole application. It is global, so features need not import it. */
  static forRoot({ imports = [], inject, useFactory }: RealtimeOptions): DynamicModule {
    return {
      module: RealtimeModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: ACCOUNTS, inject: inject ?? [], useFactory },
        SocketServer,
        EndedSessions,
        CommandDispatcher,
        NodeBus,
        Publisher,
        MixedReleases,
        RefusedOrigins,
        PingGateway,
        AuthenticateGateway,
      ],
      exports: [Publisher, SocketServer, NodeBus, MixedReleases, RefusedOrigins],
    };
  }
}

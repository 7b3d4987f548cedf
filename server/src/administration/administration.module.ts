import { Module } from '@nestjs/common';
import { ErasureWatch } from './erasure-watch.js';
import { ErasureWatchStore } from './erasure-watch.store.js';

/** What a running server does about the acts of its operator. The acts themselves are commands: `hub.ts`. */
@Module({ providers: [ErasureWatch, ErasureWatchStore] })
export class AdministrationModule {}

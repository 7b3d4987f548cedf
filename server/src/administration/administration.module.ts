import { Module } from '@nestjs/common';
import { ErasureWatcher } from './erasure-watcher.js';
import { ErasureWatcherStore } from './erasure-watcher.store.js';

/** The part of a running server that reacts to the operator's commands. The commands themselves are run by `hub.ts`. */
@Module({ providers: [ErasureWatcher, ErasureWatcherStore] })
export class AdministrationModule {}

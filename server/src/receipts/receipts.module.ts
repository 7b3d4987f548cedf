import { Module } from '@nestjs/common';
import { ReceiptsGateway } from './receipts.gateway.js';
import { ReceiptsService } from './receipts.service.js';
import { ReceiptsStore } from './receipts.store.js';

@Module({ providers: [ReceiptsGateway, ReceiptsService, ReceiptsStore], exports: [ReceiptsService] })
export class ReceiptsModule {}

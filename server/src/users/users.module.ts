import { Module } from '@nestjs/common';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';

@Module({ controllers: [UsersController], providers: [UsersService, UsersStore], exports: [UsersService] })
export class UsersModule {}

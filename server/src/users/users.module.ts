import { Module } from '@nestjs/common';
import { NameFolder } from './name-folder.js';
import { ProfilesStore } from './profiles.store.js';
import { UnfoldedNamesStore } from './unfolded-names.store.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';

@Module({
  controllers: [UsersController],
  providers: [UsersService, UsersStore, ProfilesStore, NameFolder, UnfoldedNamesStore],
  exports: [UsersService],
})
export class UsersModule {}

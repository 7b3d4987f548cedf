import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { Mailer } from '../platform/mail/mailer.js';
import { PublicAddress } from '../platform/mail/public-address.js';
import { EmailController } from './email.controller.js';
import { EmailService } from './email.service.js';
import { EmailStore } from './email.store.js';
import { PasswordResetService } from './password-reset.service.js';

@Module({
  imports: [AuthModule],
  controllers: [EmailController],
  providers: [EmailService, EmailStore, PasswordResetService, Mailer, PublicAddress],
})
export class EmailModule {}

import { Body, Controller } from '@nestjs/common';
import {
  accountEmailRoutes,
  EmailChange,
  MailedLink,
  PasswordResetRequest,
  type PasswordReset,
} from '@smart-hub/contract/account-email';
import { LimitFailedAttempts } from '../platform/http/attempts.js';
import { CurrentClient, type Client } from '../platform/http/client.js';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { CheckedPasswordReset } from './checked-password-reset.js';
import { EmailService } from './email.service.js';
import { PasswordResetService } from './password-reset.service.js';

@Controller()
export class EmailController {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly email: EmailService,
  ) {}

  // Has no `@LimitFailedAttempts`, because no request to this route fails: every request counts towards the limit.
  @Implements(accountEmailRoutes.requestReset)
  requestReset(@Body({ schema: PasswordResetRequest }) request: PasswordResetRequest, @CurrentClient() client: Client) {
    return this.resets.request(request, client);
  }

  @LimitFailedAttempts()
  @Implements(accountEmailRoutes.confirmReset)
  confirmReset(@Body({ schema: CheckedPasswordReset }) reset: PasswordReset, @CurrentClient() client: Client) {
    return this.resets.confirm(reset, client);
  }

  @Implements(accountEmailRoutes.requestVerification)
  requestVerification(@CurrentActor() actor: Actor) {
    return this.email.requestVerification(actor);
  }

  @LimitFailedAttempts()
  @Implements(accountEmailRoutes.verify)
  verify(@Body({ schema: MailedLink }) { token }: MailedLink, @CurrentClient() client: Client) {
    return this.email.verify(token, client);
  }

  @Implements(accountEmailRoutes.requestChange)
  requestChange(
    @CurrentActor() actor: Actor,
    @Body({ schema: EmailChange }) change: EmailChange,
    @CurrentClient() client: Client,
  ) {
    return this.email.requestChange(actor, change, client);
  }

  @LimitFailedAttempts()
  @Implements(accountEmailRoutes.confirmChange)
  confirmChange(@Body({ schema: MailedLink }) { token }: MailedLink, @CurrentClient() client: Client) {
    return this.email.confirmChange(token, client);
  }
}

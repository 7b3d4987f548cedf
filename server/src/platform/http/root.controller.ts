import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { Public } from './implements.decorator.js';

/** Where the web client is not built, the root leads to the documents of the API. */
@Controller()
@ApiExcludeController()
@SkipThrottle()
export class RootController {
  @Get('/')
  @Public()
  @Redirect('/api/docs')
  documents(): void {}
}

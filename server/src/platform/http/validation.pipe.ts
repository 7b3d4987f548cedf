import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { validate } from '../problems/validation.js';

/** Checks what a handler asks of a request by the schema it names, as the payloads of commands are checked. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  /** @throws ProblemError `request.invalid` */
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    return schema === undefined ? value : validate(schema as z.ZodType, value);
  }
}

import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { validate } from '../problems/validation.js';

/** Validates a parameter of a handler by its schema, in the same way as the payloads of commands are validated. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  /** @throws ProblemError `request.invalid` */
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    return schema === undefined ? value : validate(schema as z.ZodType, value);
  }
}

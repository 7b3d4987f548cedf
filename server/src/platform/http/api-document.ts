import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem, problems } from '@smart-hub/contract/problem';
import { z } from 'zod';

const introduction = `Accounts, people, conversations, messages. Real-time events are Socket.IO's: see \`asyncapi.json\`.

Get a token from \`POST /api/auth/register\` or \`POST /api/auth/login\`, press **Authorize**, and paste it.

Every failure is a problem (RFC 9457) with a \`code\`:

| code | status | retry | meaning |
|---|---|---|---|
${Object.entries(problems)
  .map(([code, { status, retryable, title }]) => `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${title} |`)
  .join('\n')}
`;

/** The OpenAPI document, made from the controllers and the schemas that validate them. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Smart Communication Hub')
    .setDescription(introduction)
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '').toLowerCase()}.${method}`,
  });
  // A schema with a name becomes a reference to it, and a definition: that is what has to stand here.
  const { $defs } = z.toJSONSchema(Problem, { io: 'output' });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...($defs as object) } };
  return document;
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '@smart-hub/contract/problem';
import { z } from 'zod';

const introduction = `Accounts, people, conversations and messages over REST.

- Get a token from \`POST /api/auth/register\` or \`POST /api/auth/login\`, press **Authorize**, and paste it.
- Real-time commands and events: [Socket.IO reference](/api/docs/socket-events).
- Every failure is a problem (RFC 9457) with a \`code\`: [problem codes](/api/docs/problems).
`;

/** Generates the OpenAPI document from the controllers and the schemas that validate their input. */
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
  // zod turns a named schema into a reference and a definition. OpenAPI needs the definition under
  // `components.schemas`.
  const { $defs } = z.toJSONSchema(Problem, { io: 'output' });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...($defs as object) } };
  return document;
}

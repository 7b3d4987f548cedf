import { examples } from './examples.js';
import { jsonBlock } from './markdown.js';
import { clientProblems, problems, type ProblemCode } from './problem.js';

const introduction = `# Problems

<!-- Written by \`pnpm docs:generate\` from contract/src/problem.ts. -->

Every failure has one shape, RFC 9457: in the body of a REST response (\`application/problem+json\`), in \`error\` of an acknowledgement,
and in \`data\` of a \`connect_error\`. Programs switch on \`code\`; the texts may change.

${jsonBlock(examples.commandFailed.error)}

- \`errors\` lists the invalid fields of a request, with one message per field. \`message\` repeats \`detail\`, because existing clients show it; for an invalid request it is an array with one sentence per field.
- \`retryable\` says whether the same request can succeed later. \`retryAfter\` is the number of seconds to wait first; REST responses also have it
  as the header \`Retry-After\`. Each code below shows its default.
- \`requestId\` identifies the request in the logs of the server.

## Codes

Each code has a heading of its own, so that it can be linked to.`;

/**
 * Returns the reference of all problem codes as Markdown: docs/problems.md, which the server also shows at
 * `/api/docs/problems`.
 */
export function problemReference(): string {
  const sections = Object.entries(problems).map(([code, { status, title, retryable, retryAfter }]) => {
    const wait = retryAfter === undefined ? '' : ` after ${retryAfter} s`;
    const origin = clientProblems.includes(code as ProblemCode) ? ' Raised by the SDK only, never by a server.' : '';
    return `### ${code}\n\n${title}. Status ${status}; ${retryable ? `can be retried${wait}` : 'not retryable'}.${origin}`;
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

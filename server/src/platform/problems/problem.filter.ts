import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@smart-hub/contract/problem';
import type { Request, Response } from 'express';
import { clientOf } from '../http/client.js';
import { RefusalDelay } from '../http/refusal-delay.js';
import { UnknownRequests } from '../http/unknown-requests.js';
import { logRefusal } from '../logging/security-log.js';
import { ProblemError } from './problem-error.js';
import { toProblem } from './to-problem.js';

/** Responds to every failed request with a problem (RFC 9457), and logs the failures that are the server's fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(
    private readonly unknown: UnknownRequests,
    private readonly delay: RefusalDelay,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    return this.respond(error, host.switchToHttp().getRequest<Request>(), host.switchToHttp().getResponse<Response>());
  }

  /** Responds to a failed request that Nest does not handle. Never rejects. */
  async respond(thrown: unknown, request: Request, response: Response): Promise<void> {
    const problem = toProblem(thrown, String(request.id));
    if (problem.code !== 'route.not_found') return this.send(thrown, problem, request, response);
    const refusal = await this.unknown.count(request, response).catch((spent: unknown) => spent);
    this.send(thrown, refusal === undefined ? problem : toProblem(refusal, problem.requestId), request, response);
  }

  private send(error: unknown, problem: Problem, request: Request, response: Response): void {
    if (problem.status >= 500) this.log(error, problem);
    logRefusal('request', problem, { userId: request.identity?.actor?.id, address: clientOf(request).address });
    // If the response has already begun, the problem cannot be sent. The connection is closed, so that the client does
    // not wait.
    if (response.headersSent) return void response.destroy();
    if (problem.retryAfter !== undefined && !response.hasHeader('Retry-After')) {
      response.setHeader('Retry-After', Math.ceil(problem.retryAfter));
    }
    response.status(problem.status).type('application/problem+json');
    this.delay.respond(response, () => response.send(JSON.stringify(problem)));
  }

  /**
   * An error that the server raises itself, such as a refusal under load, is expected: it is logged as one line,
   * without a stack.
   */
  private log(error: unknown, { code, detail }: Problem): void {
    if (error instanceof ProblemError) this.logger.warn(`${code}: ${detail}`);
    else this.logger.error(error);
  }
}

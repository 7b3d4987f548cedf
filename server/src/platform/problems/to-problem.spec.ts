import { BadGatewayException, ForbiddenException, NotFoundException } from '@nestjs/common';
import { Problem, problems, type ProblemCode } from '@smart-hub/contract/problem';
import { ProblemError } from './problem-error.js';
import { toProblem } from './to-problem.js';

const withCode = (code: string) => Object.assign(new Error('select secret from users'), { code });

describe('a problem', () => {
  it.each(Object.keys(problems) as ProblemCode[])('with the code %s has all fields', (code) => {
    const problem = Problem.strict().parse(toProblem(new ProblemError(code, 'Words.'), 'r1'));

    const { status, title, retryable, retryAfter } = problems[code];
    expect(problem).toEqual({
      type: `urn:smart-hub:problem:${code}`,
      title,
      status,
      detail: 'Words.',
      code,
      retryable,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      requestId: 'r1',
      message: 'Words.',
    });
  });

  it('for an invalid request has one message per field', () => {
    const errors = [{ field: 'a', message: 'a is required' }];

    expect(toProblem(new ProblemError('request.invalid', 'a is required', { errors }), 'r1')).toMatchObject({
      errors,
      detail: 'a is required',
      message: ['a is required'],
    });
  });

  it('has the exact time until a retry, if that is known', () => {
    expect(toProblem(new ProblemError('rate.limited', 'x', { retryAfter: 0.25 }), 'r1').retryAfter).toBe(0.25);
  });

  it.each<[string, unknown, ProblemCode]>([
    ['an exception', new TypeError('secret'), 'server.error'],
    ['a thrown value that is not an error', 'secret', 'server.error'],
    ['a thrown undefined', undefined, 'server.error'],
    ['a thrown null', null, 'server.error'],
    ['a failed SQL statement', withCode('42703'), 'server.error'],
    ['an HTTP exception of Nest', new BadGatewayException('secret'), 'server.error'],
    ['a database that refuses connections', withCode('ECONNREFUSED'), 'database.unavailable'],
    ['a database that has too many connections', withCode('53300'), 'database.unavailable'],
    ['a database that is stopping', withCode('57P01'), 'database.unavailable'],
    ['a lost connection', new Error('Connection terminated unexpectedly'), 'database.unavailable'],
    ['an unknown address', new NotFoundException('Cannot GET /secret'), 'route.not_found'],
    ['an address that cannot be decoded', new URIError('secret'), 'request.malformed'],
    ['a body that is too large', Object.assign(new Error('secret'), { status: 413 }), 'request.too_large'],
    ['a body that is not JSON', Object.assign(new Error('secret'), { status: 415 }), 'request.unsupported'],
    ['a body that cannot be parsed', Object.assign(new SyntaxError('secret'), { status: 400 }), 'request.malformed'],
    ['a refusal of Nest that has no code', new ForbiddenException('secret'), 'request.malformed'],
  ])('for %s has no details of the error except the problem code', (_, error, code) => {
    const problem = Problem.strict().parse(toProblem(error, 'r1'));

    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toMatch(/secret|select/);
  });
});

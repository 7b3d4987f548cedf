import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map } from 'rxjs';

/** A page of a list. The links are query strings of its neighbours, e.g. `{ prev: { before: 51 } }`. */
export class Page<Item> {
  constructor(
    readonly items: Item[],
    readonly links: Partial<Record<'prev' | 'next', Record<string, string | number>>> = {},
  ) {}
}

/**
 * Answers a page with its items alone, and puts the paging into a `Link` header (RFC 8288): bodies stay arrays.
 * Answers null as JSON's `null`, where Nest would send nothing.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      map((answer: unknown) => {
        const http = context.switchToHttp();
        const response = http.getResponse<Response>();
        if (answer === null) response.type('json');
        if (answer === null) return 'null';
        if (!(answer instanceof Page)) return answer;
        const link = linkHeader(http.getRequest<Request>().originalUrl, answer);
        if (link !== '') response.setHeader('Link', link);
        return answer.items;
      }),
    );
  }
}

/** The header of a page that was asked for at `url`; empty when it has no neighbours. */
export function linkHeader(url: string, page: Pick<Page<unknown>, 'links'>): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return Object.entries(page.links)
    .map(([relation, place]) => {
      const query = new URLSearchParams(searchParams);
      for (const key of ['before', 'after', 'around', 'aroundMessage']) query.delete(key);
      for (const [key, value] of Object.entries(place)) query.set(key, String(value));
      return `<${pathname}?${query.toString()}>; rel="${relation}"`;
    })
    .join(', ');
}

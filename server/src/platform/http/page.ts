import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map } from 'rxjs';

/**
 * A page of a list. `links` contains the query parameters of the neighbouring pages, such as `{ prev: { before: 51 }
 * }`.
 */
export class Page<Item> {
  constructor(
    readonly items: Item[],
    readonly links: Partial<Record<'prev' | 'next', Record<string, string | number>>> = {},
  ) {}
}

/**
 * Sends only the items of a page in the body, which is an array, and the links in a `Link` header (RFC 8288).
 * Sends null as the JSON `null`, for which Nest would send an empty body.
 */
@Injectable()
export class ResponseInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      map((result: unknown) => {
        const http = context.switchToHttp();
        const response = http.getResponse<Response>();
        if (result === null) response.type('json');
        if (result === null) return 'null';
        if (!(result instanceof Page)) return result;
        const link = linkHeader(http.getRequest<Request>().originalUrl, result);
        if (link !== '') response.setHeader('Link', link);
        return result.items;
      }),
    );
  }
}

/** Returns the `Link` header of a page that was requested at `url`; empty if there are no neighbouring pages. */
export function linkHeader(url: string, page: Pick<Page<unknown>, 'links'>): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return Object.entries(page.links)
    .map(([relation, position]) => {
      const query = new URLSearchParams(searchParams);
      for (const key of ['before', 'after', 'around', 'aroundMessage']) query.delete(key);
      for (const [key, value] of Object.entries(position)) query.set(key, String(value));
      return `<${pathname}?${query.toString()}>; rel="${relation}"`;
    })
    .join(', ');
}

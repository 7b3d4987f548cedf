import type { Route } from '@smart-hub/contract/route';

/**
 * Returns a route of the contract for {@link HubClient.call} by its method and path. The compiler checks both against
 * the contract, which needs to be imported only as a type: its schemas and zod are not bundled.
 */
export function addressOf<R extends Route>(method: R['method'], path: R['path']): R {
  return { method, path } as R;
}

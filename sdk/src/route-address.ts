import type { Route } from '@smart-hub/contract/route';

/**
 * Returns a route of the contract, by its method and path, for {@link HubClient.call}. The compiler checks method and
 * path against the contract. The contract has to be imported only as a type, so its schemas and zod are not bundled.
 */
export function addressOf<R extends Route>(method: R['method'], path: R['path']): R {
  return { method, path } as R;
}

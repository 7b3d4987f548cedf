import type { Route } from '@smart-hub/contract/route';

/**
 * A route of the contract by its address alone, which is all that calling it takes. The compiler checks the address
 * against the contract, whose schemas, and zod with them, then need not be shipped to clients.
 */
export function addressOf<R extends Route>(method: R['method'], path: R['path']): R {
  return { method, path } as R;
}

/** The time limit of a request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 20_000;

/** Aborts a request after the time limit. */
export const requestTimeout = (): AbortSignal => AbortSignal.timeout(REQUEST_TIMEOUT_MS);

/** The delay before a failed request is retried, in milliseconds. */
export const RETRY_MS = 2000;

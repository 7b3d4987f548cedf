/** The maximum size of a response body, including the protocol around the text. */
const MAX_BODY_BYTES = 4_000_000;
/**
 * The OpenAI client waits at most this long before a retry, in milliseconds. If a server requests a longer delay, the
 * client would retry almost at once.
 */
const MAX_WAIT_MS = 60_000;

/**
 * Limits a response: reading the body fails when the body exceeds a maximum size, or when the next chunk takes too long
 * (the time limit of the OpenAI client covers only the headers). Prevents a retry if the server requests a longer delay
 * than the client supports.
 *
 * @param idleMs how long the next chunk may take, in milliseconds
 */
export function boundResponse(
  { body, status, statusText, headers: receivedHeaders }: Response,
  idleMs: number,
): Response {
  const headers = new Headers(receivedHeaders);
  if (retryDelayMs(headers) > MAX_WAIT_MS) headers.set('x-should-retry', 'false');
  return new Response(body?.pipeThrough(limitBody(idleMs)), { status, statusText, headers });
}

function limitBody(idleMs: number): TransformStream<Uint8Array, Uint8Array> {
  let remainingBytes = MAX_BODY_BYTES;
  let idleTimer: NodeJS.Timeout | undefined;
  const restartTimer = (controller: TransformStreamDefaultController) => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => controller.error(new Error('The response of the model has stalled.')), idleMs).unref();
  };
  return new TransformStream<Uint8Array, Uint8Array>({
    start: restartTimer,
    transform(chunk, controller) {
      restartTimer(controller);
      remainingBytes -= chunk.byteLength;
      if (remainingBytes < 0) controller.error(new Error('The response of the model is too large.'));
      else controller.enqueue(chunk);
    },
    flush: () => clearTimeout(idleTimer),
  });
}

/** Returns the delay that a server requests in `Retry-After`, as seconds or a date, in milliseconds. */
export function retryDelayMs(headers: Headers): number {
  const after = headers.get('retry-after') ?? '0';
  return /^\d/u.test(after) ? Number.parseFloat(after) * 1000 : Date.parse(after) - Date.now();
}

/** Of all that is read of an answer, with what is around it. */
const MAX_BODY_BYTES = 4_000_000;
/** The client waits no longer than this, in milliseconds; asked to wait longer, it would hardly wait at all. */
const MAX_WAIT_MS = 60_000;

/**
 * A response whose body is read up to a size, fails when no further piece of it comes in time (the client's own time limit
 * ends with the headers), and is not asked for again sooner than its server wants.
 *
 * @param idleMs how long its next piece may take, in milliseconds
 */
export function bounded({ body, status, statusText, headers: sent }: Response, idleMs: number): Response {
  const headers = new Headers(sent);
  if (waitOf(headers) > MAX_WAIT_MS) headers.set('x-should-retry', 'false');
  return new Response(body?.pipeThrough(limitOf(idleMs)), { status, statusText, headers });
}

function limitOf(idleMs: number): TransformStream<Uint8Array, Uint8Array> {
  let left = MAX_BODY_BYTES;
  let idle: NodeJS.Timeout | undefined;
  const expectMore = (controller: TransformStreamDefaultController) => {
    clearTimeout(idle);
    idle = setTimeout(() => controller.error(new Error('The answer of the model does not go on.')), idleMs).unref();
  };
  return new TransformStream<Uint8Array, Uint8Array>({
    start: expectMore,
    transform(chunk, controller) {
      expectMore(controller);
      left -= chunk.byteLength;
      if (left < 0) controller.error(new Error('The answer of the model does not end.'));
      else controller.enqueue(chunk);
    },
    flush: () => clearTimeout(idle),
  });
}

/** How long a server wants to be left alone, in milliseconds: it says seconds, or a date. */
export function waitOf(headers: Headers): number {
  const after = headers.get('retry-after') ?? '0';
  return /^\d/u.test(after) ? Number.parseFloat(after) * 1000 : Date.parse(after) - Date.now();
}

const waiting: (() => void)[] = [];

/**
 * Resolves in a later turn of the event loop. Each turn resumes one caller, in the order of the calls. Call it before
 * work that takes some milliseconds, such as serializing a page of messages: such work for many clients in one turn
 * would block all other clients.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  waiting[0]!();
  waiting.shift();
  if (waiting.length > 0) setImmediate(next);
}

const waiting: (() => void)[] = [];

/**
 * Resolves in a later turn of the event loop. Each turn serves one caller, in the order of asking. For work of some milliseconds,
 * such as writing a page of messages as JSON: done for many clients in one turn, it would keep everybody waiting.
 */
export function ownTurn(): Promise<void> {
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

// Longer than `WAIT_TIMEOUT_MS` (one minute): a wait that hangs fails with its own message, not with Jest's timeout.
jest.setTimeout(180_000);

// A client of a test that hangs must fail by its own words, which come after a minute (PATIENCE_MS).
jest.setTimeout(180_000);

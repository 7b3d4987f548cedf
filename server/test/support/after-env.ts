// A client of a test that hangs must fail by its own words, which come after ten seconds.
jest.setTimeout(30_000);

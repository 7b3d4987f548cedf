import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeOwnership } from './owner-lock.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'owner-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder that has an owner cannot be owned a second time until the first owner has released it', () => {
  const release = takeOwnership(folder);
  expect(() => takeOwnership(folder)).toThrow(`(process ${process.pid}) is running on the data folder ${folder}`);
  release();
  takeOwnership(folder);
  expect(readdirSync(folder)).toEqual(['postgres.owner.2']);
});

test('an owner file is ignored when its pid now belongs to another process', () => {
  takeOwnership(folder);
  const file = join(folder, 'postgres.owner.1');
  writeFileSync(file, `${readFileSync(file, 'utf8')} of another boot`);
  expect(() => takeOwnership(folder)).not.toThrow();
});

test('numbers of owner files are never reused, so that a process that was suspended cannot become a second owner', () => {
  for (let round = 1; round <= 3; round++) takeOwnership(folder)();
  expect(readdirSync(folder)).toEqual(['postgres.owner.3']);
});

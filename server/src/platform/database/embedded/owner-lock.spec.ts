import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeOwnership } from './owner-lock.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'owner-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder that is owned is refused, one that was given up is not', () => {
  const release = takeOwnership(folder);
  expect(() => takeOwnership(folder)).toThrow(`(process ${process.pid}) is running on the data folder ${folder}`);
  release();
  takeOwnership(folder);
  expect(readdirSync(folder)).toEqual(['postgres.owner.2']);
});

test('a file whose pid now belongs to another process owns nothing', () => {
  takeOwnership(folder);
  const file = join(folder, 'postgres.owner.1');
  writeFileSync(file, `${readFileSync(file, 'utf8')} of another boot`);
  expect(() => takeOwnership(folder)).not.toThrow();
});

test('numbers are never used again, so that who slept on an old one cannot own', () => {
  for (let turn = 1; turn <= 3; turn++) takeOwnership(folder)();
  expect(readdirSync(folder)).toEqual(['postgres.owner.3']);
});

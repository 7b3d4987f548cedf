import { jsonFault } from './json-fault.js';

it.each<[json: string, line: number, column: number, expected: string]>([
  ['', 1, 1, '"{"'],
  [' \n ', 2, 2, '"{"'],
  ['true', 1, 1, '"{"'],
  ['"x"', 1, 1, '"{"'],
  ['{', 1, 2, 'a name in double quotes or "}"'],
  ["{'a':1}", 1, 2, 'a name in double quotes or "}"'],
  ['{"a":1,}', 1, 8, 'a name in double quotes'],
  ['{"a" 1}', 1, 6, '":"'],
  ['{"a":}', 1, 6, 'a value'],
  ['{"a":undefined}', 1, 6, 'a value'],
  ['{"a":tru}', 1, 9, 'true'],
  ['{"a":1 "b":2}', 1, 8, '"," or "}"'],
  ['{"a":01}', 1, 7, '"," or "}"'],
  ['{"a":1.}', 1, 8, 'a digit'],
  ['{"a":-}', 1, 7, 'a digit'],
  ['{"a":1e+}', 1, 9, 'a digit'],
  ['[1,]', 1, 4, 'a value'],
  ['[', 1, 2, 'a value or "]"'],
  ['[{}', 1, 4, '"," or "]"'],
  ['[[]}', 1, 4, '"," or "]"'],
  ['{"a":"x', 1, 8, 'a closing quote'],
  ['{"a":"\t"}', 1, 7, 'an escape such as \\n: no line break or tab'],
  ['{"a":"x\n"}', 1, 8, 'an escape such as \\n: no line break or tab'],
  [String.raw`{"a":"\x"}`, 1, 8, 'one of " \\ / b f n r t u'],
  [String.raw`{"a":"\u12g4"}`, 1, 11, 'a hexadecimal digit'],
  ['{}x', 1, 3, 'the end of the body'],
  ['{"a":"äöü😀",}', 1, 13, 'a name in double quotes'],
  ['{\n  "a": "日本",\r\n  b: 1\n}', 3, 3, 'a name in double quotes'],
  ['{\r"a": 1,\r"b" 2}', 3, 5, '":"'],
  ['\ufeff{}', 1, 1, '"{"'],
])('jsonFault finds the position of the fault in %j', (json, line, column, expected) => {
  expect(jsonFault(json)).toMatchObject({ line, column, expected });
});

it('a text that ends too early is distinguished from one that continues wrongly', () => {
  expect(jsonFault('{"a":1')).toMatchObject({ isEnd: true });
  expect(jsonFault('{"a":1]')).toMatchObject({ isEnd: false });
});

it('deeply nested and long texts are scanned quickly', () => {
  const started = performance.now();

  expect(jsonFault('['.repeat(400_000))).toMatchObject({ column: 400_001 });
  expect(jsonFault(`{"a":"${'\\u00e4'.repeat(60_000)}`)).toMatchObject({ column: 360_007 });
  expect(jsonFault(`{"a":${'9'.repeat(400_000)}x`)).toMatchObject({ column: 400_006 });
  expect(jsonFault(`${'\n'.repeat(400_000)}{x`)).toMatchObject({ line: 400_001, column: 2 });
  expect(performance.now() - started).toBeLessThan(5000);
});

/** Returns a pseudo-random number generator: the same numbers for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('the scanner agrees with JSON.parse on which texts are valid, and on the position of a fault', () => {
  const good = String.raw`{"a":[1,-2.5e3,0,{"b":null},[]],"ü😀":"x\n\u00e4","c":{"d":true,"e":false},"f":{}}`;
  const pieces = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '0',
    '1',
    '.',
    'e',
    '-',
    't',
    ' ',
    '\n',
    'ä',
    '😀',
    '\u007f',
    '\u2028',
  ];
  const random = randomOf(7);
  let refused = 0;
  let compared = 0;
  for (let round = 0; round < 4000; round += 1) {
    let text = good;
    for (let change = 0; change <= random(3); change += 1) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + (random(2) ? pieces[random(pieces.length)]! : '') + text.slice(at + random(2));
    }
    const fault = jsonFault(text);
    expect([text, fault === undefined]).toEqual([text, isJson(text) && /^\s*[[{]/.test(text)]);
    if (!fault) continue;
    refused += 1;
    const position = positionByNode(text);
    if (position === undefined || !/^\s*[[{]/.test(text)) continue;
    compared += 1;
    const lines = text.slice(0, position).split('\n');
    expect([text, fault.line, fault.column]).toEqual([text, lines.length, [...lines.at(-1)!].length + 1]);
  }
  expect([refused > 2000, compared > 1000]).toEqual([true, true]);
});

/** Returns the position of the fault in Node's error message, if it has one. */
function positionByNode(text: string): number | undefined {
  try {
    JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
  return undefined;
}

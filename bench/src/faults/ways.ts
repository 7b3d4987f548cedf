import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';
import type { Link } from './link.js';
import type { Seat } from './world.js';

type Way = 'front' | 'database' | 'redis';
const words: Readonly<Record<Way, string>> = {
  database: 'nodes to PostgreSQL',
  redis: 'nodes to Redis',
  front: 'balancer to nodes',
};

const linksOf = (seats: readonly Seat[], way: Way): Link[] => seats.map((seat) => seat[way]);

async function whileBroken(links: readonly Link[], outageMs: number, fail: (link: Link) => void): Promise<void> {
  links.forEach(fail);
  await delay(outageMs);
  for (const link of links) link.mend();
}

const broken = (way: Way): Fault[] => [
  {
    name: `drop-${way}`,
    what: `connections dropped, four times: ${words[way]}`,
    async run({ seats }) {
      for (let time = 0; time < 4; time += 1) {
        for (const link of linksOf(seats, way)) link.drop();
        await delay(1500);
      }
    },
  },
  {
    name: `delay-${way}`,
    what: `500 ms each way: ${words[way]}`,
    run: ({ seats }, { outageMs }) => whileBroken(linksOf(seats, way), outageMs, (link) => link.delay(500)),
  },
  {
    name: `halfopen-${way}`,
    what: `half-open connections of one node, which end after the outage: ${words[way]}`,
    run: ({ seats }, { outageMs, pick }) =>
      whileBroken(linksOf([pick(seats)], way), outageMs, (link) => link.silence()),
  },
];

/** They stay silent until the audit is over: nothing but a time limit of the node's own shows that they are dead. */
const silent = (way: Way): Fault[] => [
  {
    name: `silent-${way}`,
    what: `connections silent for ever, new ones work: ${words[way]}`,
    async run({ seats }, { outageMs }) {
      for (const link of linksOf(seats, way)) link.silenceOpen();
      await delay(outageMs);
    },
  },
  {
    name: `silent-${way}-one`,
    what: `connections of one node silent for ever, new ones work: ${words[way]}`,
    several: true,
    async run({ seats }, { outageMs, pick }) {
      pick(seats)[way].silenceOpen();
      await delay(outageMs);
    },
  },
];

const stalled = (way: Way): Fault => ({
  name: `stalled-${way}`,
  what: `stalled, after which everything arrives that was held back: ${words[way]}`,
  run: ({ seats }, { outageMs }) => whileBroken(linksOf(seats, way), outageMs, (link) => link.stall()),
});

/** Ways between the parts that fail. */
export const ways: readonly Fault[] = [
  ...broken('database'),
  ...silent('database'),
  stalled('database'),
  ...broken('redis'),
  ...silent('redis'),
  ...broken('front'),
];

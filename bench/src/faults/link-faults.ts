import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';
import type { Link } from './link.js';
import type { ClusterNode } from './installation.js';

type LinkName = 'front' | 'database' | 'redis';
const linkDescriptions: Readonly<Record<LinkName, string>> = {
  database: 'nodes to PostgreSQL',
  redis: 'nodes to Redis',
  front: 'balancer to nodes',
};

const linksOf = (nodes: readonly ClusterNode[], link: LinkName): Link[] => nodes.map((node) => node[link]);

/** Breaks links for the duration of an outage, and restores them. */
async function breakTemporarily(links: readonly Link[], outageMs: number, fail: (link: Link) => void): Promise<void> {
  links.forEach(fail);
  await delay(outageMs);
  for (const link of links) link.restore();
}

const broken = (link: LinkName): Fault[] => [
  {
    name: `drop-${link}`,
    description: `connections dropped, four times: ${linkDescriptions[link]}`,
    async run({ nodes }) {
      for (let time = 0; time < 4; time += 1) {
        for (const one of linksOf(nodes, link)) one.drop();
        await delay(1500);
      }
    },
  },
  {
    name: `delay-${link}`,
    description: `500 ms each way: ${linkDescriptions[link]}`,
    run: ({ nodes }, { outageMs }) => breakTemporarily(linksOf(nodes, link), outageMs, (one) => one.delay(500)),
  },
  {
    name: `halfopen-${link}`,
    description: `half-open connections of one node, closed after the outage: ${linkDescriptions[link]}`,
    run: ({ nodes }, { outageMs, pick }) =>
      breakTemporarily(linksOf([pick(nodes)], link), outageMs, (one) => one.silenceAll()),
  },
];

/**
 * These connections stay silent until the audit has ended: only a timeout of the node itself can detect that they are
 * dead.
 */
const silent = (link: LinkName): Fault[] => [
  {
    name: `silent-${link}`,
    description: `all connections permanently silent, new ones work: ${linkDescriptions[link]}`,
    async run({ nodes }, { outageMs }) {
      for (const one of linksOf(nodes, link)) one.silenceExisting();
      await delay(outageMs);
    },
  },
  {
    name: `silent-${link}-one`,
    description: `connections of one node permanently silent, new ones work: ${linkDescriptions[link]}`,
    needsSeveralNodes: true,
    async run({ nodes }, { outageMs, pick }) {
      pick(nodes)[link].silenceExisting();
      await delay(outageMs);
    },
  },
];

const stalled = (link: LinkName): Fault => ({
  name: `stalled-${link}`,
  description: `stalled during the outage, then all data that was held back arrives: ${linkDescriptions[link]}`,
  run: ({ nodes }, { outageMs }) => breakTemporarily(linksOf(nodes, link), outageMs, (one) => one.stall()),
});

/** Faults of the network links between the processes. */
export const linkFaults: readonly Fault[] = [
  ...broken('database'),
  ...silent('database'),
  stalled('database'),
  ...broken('redis'),
  ...silent('redis'),
  ...broken('front'),
];

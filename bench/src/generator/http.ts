import { Agent, request } from 'node:http';
import type { HttpJob, HttpResult, Request } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { beginWindow } from './window.js';

/** Makes requests for a while, one after the other in each lane. */
export async function http(job: HttpJob): Promise<HttpResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.atOnce });
  const latencies: number[] = [];
  let failed = 0;
  let number = 0;
  const lane = async (until: number) => {
    while (performance.now() < until) {
      const start = performance.now();
      number += 1;
      const ok = await ask(agent, job.port, job.requests[number % job.requests.length]!, number);
      if (!ok) failed += 1;
      latencies.push(performance.now() - start);
    }
  };
  const end = beginWindow();
  const until = performance.now() + job.seconds * 1000;
  await Promise.all(Array.from({ length: job.atOnce }, () => lane(until)));
  const seconds = end();
  agent.destroy();
  const [p50, p99] = percentiles(latencies, 0.5, 0.99) as [number, number];
  return { perSecond: latencies.length / seconds, p50, p99, failed };
}

function ask(agent: Agent, port: number, { method, path, token, body }: Request, number: number): Promise<boolean> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode! < 300));
    });
    sent.on('error', reject);
    sent.end(body?.replaceAll('{n}', `${process.pid}-${number}`));
  });
}

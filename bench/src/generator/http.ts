import { Agent, request } from 'node:http';
import type { HttpJob, HttpResult, Request } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { beginWindow } from './measurement-window.js';

/** Makes requests for the duration of the job; each worker makes one request at a time. */
export async function http(job: HttpJob): Promise<HttpResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.concurrency });
  const latencies: number[] = [];
  let failed = 0;
  let number = 0;
  const worker = async (until: number) => {
    while (performance.now() < until) {
      const start = performance.now();
      number += 1;
      const ok = await makeRequest(agent, job.port, job.requests[number % job.requests.length]!, number);
      if (!ok) failed += 1;
      latencies.push(performance.now() - start);
    }
  };
  const end = beginWindow();
  const until = performance.now() + job.seconds * 1000;
  await Promise.all(Array.from({ length: job.concurrency }, () => worker(until)));
  const seconds = end();
  agent.destroy();
  const [p50, p99] = percentiles(latencies, 0.5, 0.99) as [number, number];
  return { perSecond: latencies.length / seconds, p50, p99, failed };
}

/** Resolves with whether the status is below 300. */
function makeRequest(
  agent: Agent,
  port: number,
  { method, path, token, body }: Request,
  number: number,
): Promise<boolean> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const clientRequest = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode! < 300));
    });
    clientRequest.on('error', reject);
    clientRequest.end(body?.replaceAll('{n}', `${process.pid}-${number}`));
  });
}

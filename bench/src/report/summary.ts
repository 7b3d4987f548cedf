import type { Attacked } from '../scenarios/attack.js';
import type { Requests } from '../scenarios/requests.js';
import type { Return } from '../scenarios/returns.js';
import type { Sending } from '../scenarios/sending.js';
import type { Soaked } from '../scenarios/soak.js';
import type { Storm } from '../scenarios/storms.js';
import { median } from '../statistics.js';
import { soakOf } from './soak.js';

export interface Found {
  readonly sending: readonly Sending[];
  readonly storms: readonly Storm[];
  readonly returns: readonly Return[];
  readonly requests: readonly Requests[];
  readonly attacks: readonly Attacked[];
  readonly soaks: readonly Soaked[];
}

/** Medians over the rounds; parts of ceilings are medians of what each round shows. */
function sendingOf(found: readonly Sending[]) {
  return groups(found).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (one: Sending) => number) => median(rounds.map(figure));
    const sum = (figure: (one: Sending) => number) => rounds.map(figure).reduce((all, one) => all + one, 0);
    const partOf = (ceiling: string) => {
      const theirs = found.filter((one) => one.scenario === scenario && one.system === ceiling);
      return median(rounds.map((one, index) => one.result.perSecond / (theirs[index]?.result.perSecond ?? NaN)));
    };
    return {
      scenario,
      system,
      perSecond: of(({ result }) => result.perSecond),
      p50: of(({ result }) => result.p50),
      p99: of(({ result }) => result.p99),
      serverMicros: of(({ cores, result }) => (cores.server * 1e6) / result.perSecond),
      databaseMicros: of(({ cores, result }) => (cores.database * 1e6) / result.perSecond),
      server: of(({ cores }) => cores.server),
      database: of(({ cores }) => cores.database),
      generator: of(({ cores }) => cores.generator),
      lost: sum(({ result }) => result.lost),
      doubled: sum(({ result }) => result.doubled),
      disordered: sum(({ result }) => result.disordered),
      failed: sum(({ result }) => result.failed),
      ofCeiling1: partOf('ceiling 1'),
      ofCeiling2: partOf('ceiling 2'),
    };
  });
}

function stormsOf(found: readonly Storm[]) {
  return groups(found).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (one: Storm) => number) => median(rounds.map(figure));
    return {
      scenario,
      system,
      seconds: of(({ result }) => result.seconds),
      perSecond: of(({ result }) => result.opened / result.seconds),
      refused: of(({ result }) => result.refused),
      server: of(({ cores }) => cores.server),
      database: of(({ cores }) => cores.database),
      generator: of(({ cores }) => cores.generator),
      kibPerConnection: of(({ kibPerConnection }) => kibPerConnection),
    };
  });
}

function returnsOf(found: readonly Return[]) {
  return groups(found).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (one: Return) => number) => median(rounds.map(figure));
    return {
      scenario,
      system,
      p50: of(({ result }) => result.p50),
      p99: of(({ result }) => result.p99),
      max: of(({ result }) => result.max),
      failures: of(({ result }) => result.failures),
      cpuSeconds: of(({ cores, wallSeconds }) => cores.server * wallSeconds),
      server: of(({ cores }) => cores.server),
      database: of(({ cores }) => cores.database),
      generator: of(({ cores }) => cores.generator),
    };
  });
}

function requestsOf(found: readonly Requests[]) {
  return groups(found.map((one) => ({ ...one, system: 'product' }))).map((rounds) => {
    const of = (figure: (one: Requests) => number) => median(rounds.map(figure));
    return {
      scenario: rounds[0]!.scenario,
      perSecond: of(({ result }) => result.perSecond),
      p50: of(({ result }) => result.p50),
      p99: of(({ result }) => result.p99),
      failed: of(({ result }) => result.failed),
      server: of(({ cores }) => cores.server),
      database: of(({ cores }) => cores.database),
      generator: of(({ cores }) => cores.generator),
    };
  });
}

function attacksOf(found: readonly Attacked[]) {
  return found.map(({ scenario, result, cores, attack, memory, survived }) => ({
    scenario,
    p50: result.p50,
    p99: result.p99,
    /** Messages of the chat that did not arrive, once and in order, or were refused. */
    damaged: result.lost + result.doubled + result.disordered + result.failed,
    server: cores.server,
    database: cores.database,
    attacker: attack?.cores.generator ?? NaN,
    rounds: attack?.result.rounds ?? NaN,
    cutOff: attack?.result.cutOff ?? NaN,
    peakMB: (memory.peakKiB * 1024) / 1e6,
    growthMB: ((memory.peakKiB - memory.beforeKiB) * 1024) / 1e6,
    exits: survived ? 0 : 1,
  }));
}

export interface Summary {
  readonly sending: ReturnType<typeof sendingOf>;
  readonly storms: ReturnType<typeof stormsOf>;
  readonly returns: ReturnType<typeof returnsOf>;
  readonly requests: ReturnType<typeof requestsOf>;
  readonly attacks: ReturnType<typeof attacksOf>;
  readonly soaks: ReturnType<typeof soakOf>[];
}

export function summarise({ sending, storms, returns, requests, attacks, soaks }: Found): Summary {
  return {
    sending: sendingOf(sending),
    storms: stormsOf(storms),
    returns: returnsOf(returns),
    requests: requestsOf(requests),
    attacks: attacksOf(attacks),
    soaks: soaks.map(soakOf),
  };
}

/** The rounds of each scenario and system, in the order of their first. */
function groups<One extends { scenario: string; system: string }>(found: readonly One[]): One[][] {
  return Object.values(Object.groupBy(found, ({ scenario, system }) => `${scenario}|${system}`)) as One[][];
}

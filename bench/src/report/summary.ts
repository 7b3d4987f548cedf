import type { AttackMeasurement } from '../scenarios/attack.js';
import type { RequestMeasurement } from '../scenarios/requests.js';
import type { ReconnectMeasurement } from '../scenarios/returns.js';
import type { SendMeasurement } from '../scenarios/sending.js';
import type { SoakMeasurement } from '../scenarios/soak.js';
import type { StormMeasurement } from '../scenarios/storms.js';
import { median } from '../statistics.js';
import { summariseSoak } from './soak.js';

/** The results of all scenarios, one entry for each round. */
export interface Measurements {
  readonly sending: readonly SendMeasurement[];
  readonly storms: readonly StormMeasurement[];
  readonly returns: readonly ReconnectMeasurement[];
  readonly requests: readonly RequestMeasurement[];
  readonly attacks: readonly AttackMeasurement[];
  readonly soaks: readonly SoakMeasurement[];
}

/** Returns medians over the rounds. The ratio to a ceiling is the median of the ratios of the rounds. */
function sendingOf(measurements: readonly SendMeasurement[]) {
  return groupRounds(measurements).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (round: SendMeasurement) => number) => median(rounds.map(figure));
    const sum = (figure: (round: SendMeasurement) => number) =>
      rounds.map(figure).reduce((total, value) => total + value, 0);
    const ratioTo = (ceiling: string) => {
      const ofCeiling = measurements.filter((one) => one.scenario === scenario && one.system === ceiling);
      return median(rounds.map((one, index) => one.result.perSecond / (ofCeiling[index]?.result.perSecond ?? NaN)));
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
      ofCeiling1: ratioTo('ceiling 1'),
      ofCeiling2: ratioTo('ceiling 2'),
    };
  });
}

function stormsOf(measurements: readonly StormMeasurement[]) {
  return groupRounds(measurements).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (round: StormMeasurement) => number) => median(rounds.map(figure));
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

function returnsOf(measurements: readonly ReconnectMeasurement[]) {
  return groupRounds(measurements).map((rounds) => {
    const { scenario, system } = rounds[0]!;
    const of = (figure: (round: ReconnectMeasurement) => number) => median(rounds.map(figure));
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

function requestsOf(measurements: readonly RequestMeasurement[]) {
  return groupRounds(measurements.map((one) => ({ ...one, system: 'product' }))).map((rounds) => {
    const of = (figure: (round: RequestMeasurement) => number) => median(rounds.map(figure));
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

function attacksOf(measurements: readonly AttackMeasurement[]) {
  return measurements.map(({ scenario, result, cores, attack, memory, survived }) => ({
    scenario,
    p50: result.p50,
    p99: result.p99,
    /** Messages of the chat that were lost, duplicated, out of order or refused. */
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
  readonly soaks: ReturnType<typeof summariseSoak>[];
}

export function summarise({ sending, storms, returns, requests, attacks, soaks }: Measurements): Summary {
  return {
    sending: sendingOf(sending),
    storms: stormsOf(storms),
    returns: returnsOf(returns),
    requests: requestsOf(requests),
    attacks: attacksOf(attacks),
    soaks: soaks.map(summariseSoak),
  };
}

/** Groups the rounds by scenario and system, in the order of the first round of each group. */
function groupRounds<One extends { scenario: string; system: string }>(measurements: readonly One[]): One[][] {
  return Object.values(Object.groupBy(measurements, ({ scenario, system }) => `${scenario}|${system}`)) as One[][];
}

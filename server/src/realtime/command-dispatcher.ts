import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import pLimit, { type LimitFunction } from 'p-limit';
import { commands, type Command, type CommandName } from '@smart-hub/contract/events';
import type { Problem } from '@smart-hub/contract/problem';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type ErrorReporting } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { logRefusal } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired } from '../platform/problems/session-ended.js';
import { toProblem } from '../platform/problems/to-problem.js';
import { tooManyFields, validate } from '../platform/problems/validation.js';
import { hasTooManyStructuralCharacters } from '../platform/problems/json-structure.js';
import { CommandBudget } from './command-budget.js';
import type { Connection } from './connection.js';
import { NodeBus } from './node-bus.js';
import { COMMAND, GATEWAY, type GatewayHooks } from './gateway.decorator.js';
import { PACKET_BYTES } from './packet-decoder.js';
import { SocketServer } from './socket-server.js';

type Handler = (actor: Actor, payload: unknown, connection: Connection) => Promise<unknown>;
type Acknowledge = (response: unknown) => void;

/** The limit of refused commands, as a multiple of the limit of commands. A client that exceeds it is disconnected. */
const REFUSALS_PER_COMMAND = 10;
/** A packet counts as one command per 8 KiB, rounded up, because a longer packet takes longer to read and to parse. */
const BYTES_PER_COMMAND = 8192;
/**
 * A refused packet that counts as several commands costs this many times as many refusals. With a higher factor and the
 * default limits, the third of the longest packets would get no response.
 */
const LONG_REFUSAL_FACTOR = 2;
/**
 * The longest debt of a user's budget of refusals, in seconds until a refusal is available again. Beyond that, refusals
 * add no more debt.
 */
const MAX_PENALTY_S = 10;
/** A connection is closed at its third command that is too long. */
const MAX_OVERSIZED = 3;
/** How many commands that run one at a time may be queued for one connection. */
const MAX_QUEUED = 8;

const SWEEP_MS = 60_000;
/** Topic of the node bus: the publishing node has let this number of a user's commands through. */
const SPENT_TOPIC = 'spent';

/**
 * Dispatches clients' commands to the handlers of the gateways, and acknowledges them with what the handlers return or
 * throw.
 *
 * Invariants: a command that asks for an acknowledgement gets exactly one, which is the result or `{ error: problem }`;
 * an error in a command never leaves this class. NestJS's own gateways guarantee neither.
 */
@Injectable()
export class CommandDispatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(CommandDispatcher.name);
  private readonly handlers = new Map<string, Handler>();
  private readonly hooks: GatewayHooks[] = [];
  private readonly budget: CommandBudget;
  private readonly refusals: CommandBudget;
  /** Users whose budget of refusals is spent: their long messages are not read for some seconds. */
  private readonly penalized = new Set<string>();
  /** Queues of the commands that run one at a time. */
  private readonly queues = new WeakMap<Connection, LimitFunction>();
  private readonly errorReporting: ErrorReporting;
  private sweeper?: NodeJS.Timeout;

  constructor(
    private readonly sockets: SocketServer,
    private readonly discovery: DiscoveryService,
    @Inject(CONFIG) config: Config,
    nodeBus: NodeBus,
    counters: Counters,
  ) {
    this.errorReporting = { counters, logger: this.logger };
    const report = (userId: string, count: number) => nodeBus.publish([userId], SPENT_TOPIC, count);
    this.budget = new CommandBudget(config.COMMAND_LIMIT, undefined, report);
    this.refusals = new CommandBudget(config.COMMAND_LIMIT * REFUSALS_PER_COMMAND);
    nodeBus.on(SPENT_TOPIC, z.int().positive(), (count, userId) => this.budget.spend(userId, count));
  }

  onApplicationBootstrap(): void {
    for (const gateway of this.gateways()) this.register(gateway);
    this.sockets.io.on(
      'connection',
      guarded(this.errorReporting, 'Serving a connection', (connection: Connection) => this.serve(connection)),
    );
    const sweep = () => [this.budget, this.refusals].forEach((budget) => budget.sweep());
    this.sweeper = setInterval(sweep, SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeper);
  }

  private gateways(): object[] {
    return this.discovery
      .getProviders()
      .filter(({ metatype, instance }) => metatype && instance && Reflect.hasMetadata(GATEWAY, metatype))
      .map(({ instance }) => instance as object);
  }

  private register(gateway: GatewayHooks & object): void {
    this.hooks.push(gateway);
    const prototype = Object.getPrototypeOf(gateway) as Record<string, Handler>;
    for (const method of new MetadataScanner().getAllMethodNames(prototype)) {
      const command = Reflect.getMetadata(COMMAND, prototype[method]!) as CommandName | undefined;
      if (command) this.handlers.set(command, prototype[method]!.bind(gateway));
    }
  }

  private serve(connection: Connection): void {
    let oversized = 0;
    const { id } = connection.data.actor;
    const maxBytes = this.penalized.has(id) ? PACKET_BYTES.penalized : PACKET_BYTES.read;
    this.sockets.allowCommands(connection, maxBytes, (packet) => {
      const bytes = Buffer.byteLength(packet);
      const cost = Math.ceil(bytes / BYTES_PER_COMMAND);
      const refusal = this.refusalFor(id, packet, { bytes, cost });
      if (!refusal) return undefined;
      const isSpent = this.spendRefusal(id, cost);
      const isOversized = bytes > PACKET_BYTES.command;
      if (isOversized) oversized += 1;
      if (isOversized ? oversized === MAX_OVERSIZED : isSpent) this.sockets.closeRefused(connection);
      else this.sockets.readOneCommandPerTurn(connection);
      this.penalize(id);
      return refusal;
    });
    connection.on('disconnect', () => this.notifyDisconnected(connection));
    // The protocol allows a number instead of an event name.
    connection.onAny((command: unknown, ...sent) => void this.dispatch(connection, String(command), sent));
    for (const gateway of this.hooks) gateway.handleConnection?.(connection);
  }

  /**
   * Subtracts a refusal from a user's budget of refusals, even if that leaves a debt: otherwise several connections of
   * the user could each use the last refusal.
   *
   * @param cost how many commands the packet counts as
   * @returns whether the budget was spent before
   */
  private spendRefusal(userId: string, cost: number): boolean {
    const seconds = this.refusals.secondsUntilAvailable(userId);
    if (seconds < MAX_PENALTY_S) this.refusals.spend(userId, cost > 1 ? cost * LONG_REFUSAL_FACTOR : cost);
    return seconds > 0;
  }

  /** Stops reading long messages of a user whose budget of refusals is spent, until a refusal is available again. */
  private penalize(userId: string): void {
    const seconds = this.refusals.secondsUntilAvailable(userId);
    if (seconds === 0 || this.penalized.has(userId)) return;
    this.penalized.add(userId);
    this.sockets.limitMessageBytes(userId, PACKET_BYTES.penalized);
    const endPenalty = guarded(this.errorReporting, 'Ending a penalty', () => {
      this.penalized.delete(userId);
      this.sockets.limitMessageBytes(userId, PACKET_BYTES.read);
    });
    setTimeout(endPenalty, seconds * 1000).unref();
  }

  /** Calls every gateway, even after one of them has thrown an error. */
  private notifyDisconnected(connection: Connection): void {
    for (const gateway of this.hooks)
      guarded(this.errorReporting, 'Handling a disconnect', () => gateway.handleDisconnect?.(connection))();
  }

  private async dispatch(connection: Connection, command: string, args: unknown[]): Promise<void> {
    const acknowledge = args.findLast((argument) => typeof argument === 'function') as Acknowledge | undefined;
    const payload = args.find((argument) => typeof argument !== 'function');
    try {
      const result = await this.run(connection, command, payload);
      acknowledge?.(result ?? null);
    } catch (error) {
      const problem = toProblem(error, randomUUID());
      if (problem.status >= 500) this.log(error, command, problem);
      logRefusal('command', problem, { userId: connection.data.actor.id, address: connection.data.address });
      if (acknowledge) acknowledge({ error: problem });
      else connection.emit('command_failed', { command: command.slice(0, 100), error: problem });
    }
  }

  /** Logs expected problems, such as a refusal under load, as one line without a stack trace. */
  private log(error: unknown, command: string, { code, detail, requestId }: Problem): void {
    if (error instanceof ProblemError) this.logger.warn(`${command} (request ${requestId}): ${code}: ${detail}`);
    else this.logger.error(error, `${command} failed (request ${requestId})`);
  }

  /**
   * Counts a packet towards the user's limit of commands. Returns the problem with which the packet is refused;
   * undefined if it is allowed. Called before the packet is parsed.
   */
  private refusalFor(
    userId: string,
    packet: string | Buffer,
    { bytes, cost }: { readonly bytes: number; readonly cost: number },
  ): ProblemError | undefined {
    const wait = this.budget.tryConsume(userId, cost);
    if (bytes > PACKET_BYTES.command)
      return new ProblemError('request.too_large', `A command may have ${PACKET_BYTES.command} bytes at most.`);
    if (wait > 0) {
      return new ProblemError('rate.limited', `Too many commands: try again in ${wait.toFixed(2)} s.`, {
        retryAfter: wait,
      });
    }
    return hasTooManyStructuralCharacters(packet) ? tooManyFields() : undefined;
  }

  private async run(connection: Connection, command: string, payload: unknown): Promise<unknown> {
    const { actor, expiresAt } = connection.data;
    if (payload instanceof ProblemError) throw payload;
    const handler = this.handlers.get(command);
    const definition = handler && (commands[command as CommandName] as Command);
    if (Date.now() >= expiresAt && !definition?.afterExpiry) throw tokenExpired();
    if (!handler || !definition)
      throw new ProblemError('command.unknown', 'There is no such command; see asyncapi.json.');
    const { payload: schema, oneAtATime } = definition;
    const run = () => handler(actor, validate(schema, payload), connection);
    return oneAtATime ? this.runQueued(connection, run) : run();
  }

  /** Runs work after the queued work of the same connection. */
  private runQueued<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(connection) ?? pLimit(1);
    this.queues.set(connection, queue);
    if (queue.pendingCount >= MAX_QUEUED)
      throw new ProblemError(
        'rate.concurrent',
        'Too many of these commands are queued: send the next one after a response.',
      );
    return queue(work);
  }
}

import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import pLimit, { type LimitFunction } from 'p-limit';
import { commands, type Command, type CommandName } from '@smart-hub/contract/events';
import type { Problem } from '@smart-hub/contract/problem';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type Guard } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { logRefusal } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired } from '../platform/problems/session-ended.js';
import { toProblem } from '../platform/problems/to-problem.js';
import { tooManyParts, validate } from '../platform/problems/validation.js';
import { hasTooManyParts } from '../platform/problems/json-structure.js';
import { CommandBudget } from './command-budget.js';
import type { Connection } from './connection.js';
import { Fanout } from './fanout.js';
import { COMMAND, GATEWAY, type GatewayHooks } from './gateway.decorator.js';
import { PACKET_BYTES } from './packet-decoder.js';
import { SocketServer } from './socket-server.js';

type Handler = (actor: Actor, payload: unknown, connection: Connection) => Promise<unknown>;
type Acknowledge = (answer: unknown) => void;

/** How many commands may be refused for each that may be run. A client that goes on is disconnected. */
const REFUSALS_PER_COMMAND = 10;
/** A packet of so many bytes counts as one command, one of twice as many as two: reading and parsing it takes as long. */
const BYTES_PER_COMMAND = 8192;
/**
 * How many times the packets that count as several commands count when they are refused: not more, so that with the default limits
 * three of the longest are still answered.
 */
const LONG_REFUSAL_FACTOR = 2;
/** How long the refusals of a user may stay spent, in seconds: no debt is added beyond. */
const MAX_PENALTY_S = 10;
/** How many commands that are too long a connection may send before it is closed. */
const MAX_OVERSIZED = 3;
/** How many commands of one kind that run one at a time may wait, of one connection. */
const MAX_WAITING = 8;

const SWEEP_MS = 60_000;
/** What a node says to the others where a user is: so many commands of theirs were let through here. */
const SPENT = 'spent';

/**
 * Brings what clients send to the gateways' handlers, and what these return or throw back.
 *
 * Invariants: a command that asks for an acknowledgement gets exactly one, and it is the result or
 * `{ error: problem }`; nothing that a client sends throws past this class. Nest's own gateways promise neither.
 */
@Injectable()
export class CommandDispatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(CommandDispatcher.name);
  private readonly handlers = new Map<string, Handler>();
  private readonly hooks: GatewayHooks[] = [];
  private readonly budget: CommandBudget;
  private readonly refusals: CommandBudget;
  /** Users whose long messages are not read. */
  private readonly penalized = new Set<string>();
  private readonly turns = new WeakMap<Connection, LimitFunction>();
  private readonly guard: Guard;
  private sweeper?: NodeJS.Timeout;

  constructor(
    private readonly sockets: SocketServer,
    private readonly discovery: DiscoveryService,
    @Inject(CONFIG) config: Config,
    fanout: Fanout,
    counters: Counters,
  ) {
    this.guard = { counters, logger: this.logger };
    const report = (userId: string, count: number) => fanout.tell([userId], SPENT, count);
    this.budget = new CommandBudget(config.COMMAND_LIMIT, undefined, report);
    this.refusals = new CommandBudget(config.COMMAND_LIMIT * REFUSALS_PER_COMMAND);
    fanout.on(SPENT, z.int().positive(), (count, userId) => this.budget.spend(userId, count));
  }

  onApplicationBootstrap(): void {
    for (const gateway of this.gateways()) this.register(gateway);
    this.sockets.io.on(
      'connection',
      guarded(this.guard, 'Serving a connection', (connection: Connection) => this.serve(connection)),
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
    const readable = this.penalized.has(id) ? PACKET_BYTES.penalized : PACKET_BYTES.read;
    this.sockets.authenticated(connection, readable, (packet) => {
      const bytes = Buffer.byteLength(packet);
      const cost = Math.ceil(bytes / BYTES_PER_COMMAND);
      const refusal = this.refusalOf(id, packet, { bytes, cost });
      if (!refusal) return undefined;
      const isSpent = this.spendRefusal(id, cost);
      const isOversized = bytes > PACKET_BYTES.command;
      if (isOversized) oversized += 1;
      if (isOversized ? oversized === MAX_OVERSIZED : isSpent) this.sockets.refuse(connection);
      else this.sockets.slowDown(connection);
      this.penalize(id);
      return refusal;
    });
    connection.on('disconnect', () => this.leave(connection));
    // The protocol allows a number in the place of a name.
    connection.onAny((command: unknown, ...sent) => void this.dispatch(connection, String(command), sent));
    for (const gateway of this.hooks) gateway.handleConnection?.(connection);
  }

  /**
   * Takes a refusal out of a user's budget, also where that makes a debt: several connections would share the last one otherwise.
   *
   * @param cost how many commands the packet counts as
   * @returns whether there was none left
   */
  private spendRefusal(userId: string, cost: number): boolean {
    const seconds = this.refusals.wait(userId);
    if (seconds < MAX_PENALTY_S) this.refusals.spend(userId, cost > 1 ? cost * LONG_REFUSAL_FACTOR : cost);
    return seconds > 0;
  }

  /** Reads no long messages of a user whose refusals are spent, until some are left again. */
  private penalize(userId: string): void {
    const seconds = this.refusals.wait(userId);
    if (seconds === 0 || this.penalized.has(userId)) return;
    this.penalized.add(userId);
    this.sockets.readAtMost(userId, PACKET_BYTES.penalized);
    const forgive = guarded(this.guard, 'Forgiving', () => {
      this.penalized.delete(userId);
      this.sockets.readAtMost(userId, PACKET_BYTES.read);
    });
    setTimeout(forgive, seconds * 1000).unref();
  }

  /** What one gateway fails at is no reason for the others not to hear of it. */
  private leave(connection: Connection): void {
    for (const gateway of this.hooks) guarded(this.guard, 'Leaving', () => gateway.handleDisconnect?.(connection))();
  }

  private async dispatch(connection: Connection, command: string, sent: unknown[]): Promise<void> {
    const acknowledge = sent.findLast((argument) => typeof argument === 'function') as Acknowledge | undefined;
    const payload = sent.find((argument) => typeof argument !== 'function');
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

  /** What the server raises itself, such as a refusal under load, is expected: one line, without a stack. */
  private log(error: unknown, command: string, { code, detail, requestId }: Problem): void {
    if (error instanceof ProblemError) this.logger.warn(`${command} (request ${requestId}): ${code}: ${detail}`);
    else this.logger.error(error, `${command} failed (request ${requestId})`);
  }

  /** Decides on a packet before it is parsed. */
  private refusalOf(
    userId: string,
    packet: string | Buffer,
    { bytes, cost }: { readonly bytes: number; readonly cost: number },
  ): ProblemError | undefined {
    const wait = this.budget.take(userId, cost);
    if (bytes > PACKET_BYTES.command)
      return new ProblemError('request.too_large', `A command may have ${PACKET_BYTES.command} bytes at most.`);
    if (wait > 0) {
      return new ProblemError('rate.limited', `Too many commands: try again in ${wait.toFixed(2)} s.`, {
        retryAfter: wait,
      });
    }
    return hasTooManyParts(packet) ? tooManyParts() : undefined;
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
    return oneAtATime ? this.inTurn(connection, run) : run();
  }

  /** Runs work when the one before it, of the same connection, is done. */
  private inTurn<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const turns = this.turns.get(connection) ?? pLimit(1);
    this.turns.set(connection, turns);
    if (turns.pendingCount >= MAX_WAITING)
      throw new ProblemError('rate.concurrent', 'Too many of these commands wait: send the next after an answer.');
    return turns(work);
  }
}

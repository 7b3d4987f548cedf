import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { commands, type CommandName } from '@smart-hub/contract/events';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { toProblem } from '../platform/problems/to-problem.js';
import { validate } from '../platform/problems/validation.js';
import { CommandBudget } from './command-budget.js';
import type { Connection } from './connection.js';
import { Fanout } from './fanout.js';
import { COMMAND, GATEWAY, type GatewayHooks } from './gateway.decorator.js';
import { SocketServer, tokenExpired } from './socket-server.js';

type Handler = (actor: Actor, payload: unknown) => Promise<unknown>;
type Acknowledge = (answer: unknown) => void;

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
  private sweeper?: NodeJS.Timeout;

  constructor(
    private readonly sockets: SocketServer,
    private readonly discovery: DiscoveryService,
    @Inject(CONFIG) config: Config,
    fanout: Fanout,
  ) {
    const report = (userId: string, count: number) => fanout.tell([userId], SPENT, count);
    this.budget = new CommandBudget(config.COMMAND_LIMIT, undefined, report);
    fanout.on(SPENT, (count: number, userId) => this.budget.spend(userId!, count));
  }

  onApplicationBootstrap(): void {
    for (const gateway of this.gateways()) this.register(gateway);
    this.sockets.io.on('connection', (connection) => this.serve(connection));
    this.sweeper = setInterval(() => this.budget.sweep(), SWEEP_MS).unref();
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
    connection.on('disconnect', () => this.hooks.forEach((gateway) => gateway.handleDisconnect?.(connection)));
    // The protocol allows a number in the place of a name.
    connection.onAny((command: unknown, ...sent) => void this.dispatch(connection, String(command), sent));
    this.hooks.forEach((gateway) => gateway.handleConnection?.(connection));
  }

  private async dispatch(connection: Connection, command: string, sent: unknown[]): Promise<void> {
    const acknowledge = sent.findLast((argument) => typeof argument === 'function') as Acknowledge | undefined;
    const payload = sent.find((argument) => typeof argument !== 'function');
    try {
      const result = await this.run(connection, command, payload);
      acknowledge?.(result ?? null);
    } catch (error) {
      const problem = toProblem(error, randomUUID());
      if (problem.status >= 500) this.logger.error(error, `${command} failed (request ${problem.requestId})`);
      if (acknowledge) acknowledge({ error: problem });
      else connection.emit('command_failed', { command: command.slice(0, 100), error: problem });
    }
  }

  private async run(connection: Connection, command: string, payload: unknown): Promise<unknown> {
    const { actor, expiresAt } = connection.data;
    if (Date.now() >= expiresAt) throw tokenExpired();
    const wait = this.budget.take(actor.id);
    if (wait > 0) {
      throw new ProblemError('rate.limited', `Too many commands: try again in ${wait.toFixed(2)} s.`, {
        retryAfter: wait,
      });
    }
    const handler = this.handlers.get(command);
    if (!handler) throw new ProblemError('command.unknown', 'There is no such command; see asyncapi.json.');
    return handler(actor, validate(commands[command as CommandName].payload, payload));
  }
}

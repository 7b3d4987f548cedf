import { events, type CommandPayload, type EventName, type EventPayload } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { HubSocket } from '@smart-hub/sdk';
import { z } from 'zod';
import { WAIT_TIMEOUT_MS } from './wait-timeout.js';

/** An event as received, before its payload is checked. */
export interface ReceivedEvent {
  readonly name: string;
  readonly payload: unknown;
}

/**
 * A client's socket that records every received event, in order. {@link next} checks the payload against the contract and
 * refuses unknown fields.
 *
 * To show that an event did not arrive, wait for a later event and look at {@link receivedEvents}.
 */
export class TestSocket {
  private readonly received: ReceivedEvent[] = [];
  private readonly consumedCounts = new Map<string, number>();
  private readonly waiters = new Set<() => void>();

  constructor(readonly hub: HubSocket) {
    (hub.io as unknown as { onAny(listener: (name: string, payload: unknown) => void): void }).onAny(
      (name, payload) => {
        this.received.push({ name, payload });
        for (const wake of this.waiters) wake();
      },
    );
  }

  get id(): string {
    return this.hub.io.id ?? '';
  }

  /** Returns the payload of the first event named `name` that this method has not returned yet, waiting for it if necessary. */
  async next<E extends EventName>(name: E): Promise<EventPayload<E>> {
    const index = this.consumedCounts.get(name) ?? 0;
    const found = await this.waitFor(
      () => this.received.filter((event) => event.name === name)[index],
      `event ${name}`,
    );
    this.consumedCounts.set(name, index + 1);
    return strict(events[name].payload).parse(found.payload) as EventPayload<E>;
  }

  /** Returns the payloads of all events of a name so far, in order. */
  payloads<E extends EventName>(name: E): EventPayload<E>[] {
    return this.received.filter((event) => event.name === name).map((event) => event.payload as EventPayload<E>);
  }

  /** Returns all events received so far, in order. */
  receivedEvents(): readonly ReceivedEvent[] {
    return this.received;
  }

  /** Returns the messages received so far, sent by either person, in order. */
  messages(): Message[] {
    return this.received
      .filter(({ name }) => name === 'new_message' || name === 'message_sent')
      .map(({ payload }) => payload as Message);
  }

  /** Waits until at least `minimum` events of a name have been received. */
  async waitForCount(name: EventName, minimum: number): Promise<void> {
    await this.waitFor(() => (this.payloads(name).length >= minimum ? true : undefined), `${minimum} events ${name}`);
  }

  /** Returns the names of all events received so far, in order. */
  receivedNames(): string[] {
    return this.received.map((event) => event.name);
  }

  send(payload: CommandPayload<'send_message'>): Promise<Message & { deduplicated?: true }> {
    return this.hub.command('send_message', payload);
  }

  /** Emits any command, also one that the types forbid, and resolves with the acknowledgement. */
  emitRaw(name: string, ...payload: unknown[]): Promise<{ error?: { code: string; message: unknown } }> {
    const socket = this.hub.io as unknown as {
      timeout(ms: number): { emitWithAck(name: string, ...payload: unknown[]): Promise<never> };
    };
    return socket.timeout(WAIT_TIMEOUT_MS).emitWithAck(name, ...payload);
  }

  /** Emits any command without asking for an acknowledgement. */
  emit(name: string, ...payload: unknown[]): void {
    (this.hub.io as unknown as { emit(name: string, ...payload: unknown[]): void }).emit(name, ...payload);
  }

  /** Resolves when the connection has ended, with Socket.IO's reason, or `already` if it had ended before. */
  waitForDisconnect(): Promise<string> {
    if (this.hub.io.disconnected) return Promise.resolve('already');
    return new Promise((resolve) => this.hub.io.once('disconnect', resolve));
  }

  close(): void {
    this.hub.close();
  }

  private waitFor<T>(check: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const wake = () => {
        const found = check();
        if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => {
        settle(() =>
          reject(new Error(`Not received: ${what}. Received: ${this.receivedNames().join(', ') || 'nothing'}.`)),
        );
      }, WAIT_TIMEOUT_MS);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.waiters.delete(wake);
        act();
      };
      this.waiters.add(wake);
      wake();
    });
  }
}

/** Returns the schema in a form that refuses unknown fields. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}

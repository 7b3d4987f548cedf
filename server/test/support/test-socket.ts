import { events, type CommandPayload, type EventName, type EventPayload } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { HubSocket } from '@smart-hub/sdk';
import { z } from 'zod';
import { PATIENCE_MS } from './patience.js';

export interface Told {
  readonly name: string;
  readonly payload: unknown;
}

/**
 * A socket that remembers all that it was told, in order, each checked against the contract to the last field.
 *
 * That something did not arrive is shown by what arrived after it: see `toldSince`.
 */
export class TestSocket {
  private readonly told: Told[] = [];
  private readonly taken = new Map<string, number>();
  private readonly waiters = new Set<() => void>();

  constructor(readonly hub: HubSocket) {
    (hub.io as unknown as { onAny(listener: (name: string, payload: unknown) => void): void }).onAny(
      (name, payload) => {
        this.told.push({ name, payload });
        for (const wake of this.waiters) wake();
      },
    );
  }

  get id(): string {
    return this.hub.io.id ?? '';
  }

  /** The next event of a name that has not been taken yet, past or to come. */
  async next<E extends EventName>(name: E): Promise<EventPayload<E>> {
    const index = this.taken.get(name) ?? 0;
    const found = await this.until(() => this.told.filter((event) => event.name === name)[index], `event ${name}`);
    this.taken.set(name, index + 1);
    return strict(events[name].payload).parse(found.payload) as EventPayload<E>;
  }

  /** All payloads of an event so far. */
  all<E extends EventName>(name: E): EventPayload<E>[] {
    return this.told.filter((event) => event.name === name).map((event) => event.payload as EventPayload<E>);
  }

  /** All that was told so far, in order. */
  log(): readonly Told[] {
    return this.told;
  }

  /** The messages that were told so far, sent by whomever, in order. */
  messages(): Message[] {
    return this.told
      .filter(({ name }) => name === 'new_message' || name === 'message_sent')
      .map(({ payload }) => payload as Message);
  }

  /** Resolves when so many events of a name have come. */
  async count(name: EventName, count: number): Promise<void> {
    await this.until(() => (this.all(name).length >= count ? true : undefined), `${count} events ${name}`);
  }

  /** The names of all that was told so far, in order. */
  names(): string[] {
    return this.told.map((event) => event.name);
  }

  send(payload: CommandPayload<'send_message'>): Promise<Message & { deduplicated?: true }> {
    return this.hub.command('send_message', payload);
  }

  /** Emits as it stands, beyond what the types allow, and resolves with the acknowledgement. */
  emitRaw(name: string, ...payload: unknown[]): Promise<{ error?: { code: string; message: unknown } }> {
    const socket = this.hub.io as unknown as {
      timeout(ms: number): { emitWithAck(name: string, ...payload: unknown[]): Promise<never> };
    };
    return socket.timeout(PATIENCE_MS).emitWithAck(name, ...payload);
  }

  /** Emits as it stands, and asks for no acknowledgement. */
  emit(name: string, ...payload: unknown[]): void {
    (this.hub.io as unknown as { emit(name: string, ...payload: unknown[]): void }).emit(name, ...payload);
  }

  /** Resolves when the connection has ended, with the reason. */
  ended(): Promise<string> {
    if (this.hub.io.disconnected) return Promise.resolve('already');
    return new Promise((resolve) => this.hub.io.once('disconnect', resolve));
  }

  close(): void {
    this.hub.close();
  }

  private until<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const wake = () => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => {
        settle(() => reject(new Error(`No ${what} came; there were: ${this.names().join(', ') || 'none'}.`)));
      }, PATIENCE_MS);
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

/** The same schema, refusing fields that it does not name. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}

import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { commands, CommandName, CommandResult } from '@smart-hub/contract/events';
import type { z } from 'zod';
import type { Actor } from '../platform/http/identity.js';
import type { Connection } from './connection.js';

export const GATEWAY = 'realtime:gateway';
export const COMMAND = 'realtime:command';

/** A class whose methods handle socket commands. It may also handle the opening and closing of connections. */
export interface GatewayHooks {
  handleConnection?(connection: Connection): void;
  handleDisconnect?(connection: Connection): void;
}

export const Gateway = () => applyDecorators(Injectable(), SetMetadata(GATEWAY, true));

type Handler<C extends CommandName> = (
  actor: Actor,
  payload: z.output<(typeof commands)[C]['payload']>,
  connection: Connection,
) => Promise<CommandResult<C>>;

/** Makes a method the handler of a command of the contract. Its result is the acknowledgement. */
export function Command<C extends CommandName>(name: C) {
  return <H extends Handler<C>>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<H>) => {
    Reflect.defineMetadata(COMMAND, name, descriptor.value!);
  };
}

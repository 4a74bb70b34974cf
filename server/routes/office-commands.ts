import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { CommandAccepted } from '../../domain/wire/http-api.ts';
import { type CommandKind, commandTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Audit } from '../accounts/audit.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly audit: Audit;
  /** publishes a command to the collector and waits until the broker has it */
  readonly publish: (topic: string, body: unknown) => Promise<void>;
}

export interface OfficeCommand {
  /** made here when it is left out */
  readonly id?: string;
  readonly kind: CommandKind;
  readonly tenant: string;
  readonly yard: string;
  /** what it is done to, for the audit */
  readonly subject: string;
  /** the fields that this kind of command has beside id, time and who asked */
  readonly wish: object;
}

export type SendCommand = (request: FastifyRequest, command: OfficeCommand) => Promise<CommandAccepted>;

/**
 * What a person wants done reaches the collector as a command in their name, and is audited once the broker has it. The
 * caller has already demanded that they may.
 */
export function officeCommands({ gate, audit, publish }: Dependencies): SendCommand {
  return async (request, { id = randomUUID(), kind, tenant, yard, subject, wish }) => {
    const { user } = gate.sessionOf(request);
    const head = { id, at: Date.now(), by: user };
    await publish(commandTopic(tenant, yard, kind), { ...head, ...wish });
    audit.record({ who: user, what: kind, subject, address: request.ip });
    return { id: head.id };
  };
}

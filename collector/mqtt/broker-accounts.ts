import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { verify } from '@node-rs/argon2';
import Type from 'typebox';
import { Check } from 'typebox/value';
import { DomainError } from '../../domain/errors.ts';
import { COMMAND_ROOT, EDGE_ROOT, FACT_ROOT, NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';

const Name = Type.String({ pattern: NAME_PATTERN });

/**
 * Accounts of the embedded broker (`MQTT_DEVICES`). A device speaks below its own topic and hears its own `cmd` and
 * `receipt`; a reader hears the facts of a tenant, or of one yard of it. Hashes are argon2id in PHC form.
 */
export const BrokerAccounts = Type.Array(
  Type.Union([
    Type.Object({
      name: Type.String(),
      passwordHash: Type.String(),
      tenant: Name,
      yard: Name,
      area: Name,
      device: Name,
    }),
    Type.Object({
      name: Type.String(),
      passwordHash: Type.String(),
      tenant: Name,
      yard: Type.Optional(Name),
      reader: Type.Literal(true),
    }),
  ]),
);
export type BrokerAccount = Type.Static<typeof BrokerAccounts>[number];

/** What a connection may do. */
export interface Permissions {
  readonly mayPublish: (topic: string) => boolean;
  readonly maySubscribe: (filter: string) => boolean;
}

/** The collector's and the server's own connections. */
export const INTERNAL: Permissions = { mayPublish: () => true, maySubscribe: () => true };

/** Anyone on this machine, while there is no device file: may speak as any device and hear everything. */
export const LOCAL: Permissions = {
  mayPublish: (topic) => ![FACT_ROOT, COMMAND_ROOT, 'scrap-status', '$SYS'].some((root) => topic.startsWith(root)),
  maySubscribe: () => true,
};

/** What an account of the file may do. */
export function permissionsOf(account: BrokerAccount): Permissions {
  if ('reader' in account) {
    const root = `${FACT_ROOT}/${account.tenant}/${account.yard === undefined ? '' : `${account.yard}/`}`;
    return { mayPublish: () => false, maySubscribe: (filter) => filter.startsWith(root) };
  }
  const own = `${EDGE_ROOT}/${account.tenant}/${account.yard}/${account.area}/${account.device}/`;
  const heard = [`${own}cmd`, `${own}receipt`];
  return {
    mayPublish: (topic) => topic.startsWith(own) && !heard.includes(topic),
    maySubscribe: (filter) => heard.includes(filter),
  };
}

/** Reads the device file. @throws DomainError `SETTING_INVALID` when it is missing or does not fit. */
export async function readBrokerAccounts(path: string): Promise<BrokerAccount[]> {
  const reject = (expected: string, cause?: unknown) =>
    new DomainError('SETTING_INVALID', { variable: 'MQTT_DEVICES', expected }, { cause });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw reject('a readable file', cause);
  });
  let accounts: unknown;
  try {
    accounts = JSON.parse(text);
  } catch (cause) {
    throw reject('a JSON file', cause);
  }
  if (!Check(BrokerAccounts, accounts))
    throw reject('a list of accounts: name, passwordHash, tenant, yard, area, device');
  return accounts;
}

/** Finds what a name and password may do; null when they are not an account's. */
export async function authenticate(
  accounts: readonly BrokerAccount[],
  internal: { readonly username: string; readonly password: string } | null,
  username: string | undefined,
  password: Buffer | undefined,
): Promise<Permissions | null> {
  if (internal && username === internal.username) {
    const expected = Buffer.from(internal.password);
    const isEqual = password?.length === expected.length && timingSafeEqual(password, expected);
    return isEqual ? INTERNAL : null;
  }
  const account = accounts.find(({ name }) => name === username);
  if (!account || !password) return null;
  return (await verify(account.passwordHash, password)) ? permissionsOf(account) : null;
}

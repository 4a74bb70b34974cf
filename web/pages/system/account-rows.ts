import type { Account, SystemState } from '../../../domain/wire/http-api.ts';

type Counts = Omit<Account, 'byDevice'>;

export interface AccountRow extends Counts {
  readonly name: string;
  /** received − (written + pending + rejected): 0, or messages went astray */
  readonly difference: number;
}

export interface YardAccount extends AccountRow {
  readonly yard: string;
  readonly devices: readonly AccountRow[];
  /** devices whose own account does not hold */
  readonly broken: number;
}

/** What an account lacks: received − (written + pending + rejected). */
export function differenceOf({ received, written, pending, rejected }: Counts): number {
  return received - (written + pending + rejected);
}

function row(name: string, counts: Counts): AccountRow {
  const { received, written, pending, rejected, duplicates } = counts;
  return { name, received, written, pending, rejected, duplicates, difference: differenceOf(counts) };
}

/** Two tenants may name a device alike; where more than one has sent, the name says whose it is. */
function deviceName({ tenant, area, device }: Account['byDevice'][number], isShared: boolean): string {
  return isShared ? `${area}/${device} (${tenant})` : `${area}/${device}`;
}

/** The account of each yard with those of its devices. */
export function yardAccounts(yards: SystemState['yards']): YardAccount[] {
  return yards.map(({ yard, name, account }) => {
    const isShared = new Set(account.byDevice.map(({ tenant }) => tenant)).size > 1;
    const devices = account.byDevice.map((one) => row(deviceName(one, isShared), one));
    return {
      ...row(name, account),
      yard,
      devices,
      broken: devices.filter(({ difference }) => difference !== 0).length,
    };
  });
}

/** All yards in one row. */
export function totalAccount(name: string, yards: readonly AccountRow[]): AccountRow {
  const sum = (of: (one: AccountRow) => number): number => yards.reduce((total, one) => total + of(one), 0);
  return row(name, {
    received: sum(({ received }) => received),
    written: sum(({ written }) => written),
    pending: sum(({ pending }) => pending),
    rejected: sum(({ rejected }) => rejected),
    duplicates: sum(({ duplicates }) => duplicates),
  });
}

/** In how many places the account does not hold: yards and devices. */
export function brokenPlaces(yards: readonly YardAccount[]): number {
  return yards.reduce((sum, { difference, broken }) => sum + (difference === 0 ? 0 : 1) + broken, 0);
}

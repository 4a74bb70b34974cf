import { kstDayStart } from '../../../domain/kst-time.ts';
import type { SlipLine } from '../../../domain/wire/slips-api.ts';

export const SLIP_FILTERS = ['issued', 'cancelled', 'disputed'] as const;

/** What stands in the address of the list of slips. */
export interface SlipsAddress {
  readonly yard?: string | undefined;
  readonly day?: string | undefined;
  readonly partner?: string | undefined;
  readonly state?: string | undefined;
  readonly find?: string | undefined;
}

/** The KST day an address asks for; today for a day to come and for one that does not exist. */
export function dayShown(address: SlipsAddress, today: string): string {
  const { day } = address;
  return day === undefined || day > today || kstDayStart(day) === null ? today : day;
}

/** The slips that fit the filters of an address, the highest number first. */
export function fittingSlips(slips: readonly SlipLine[], address: SlipsAddress): SlipLine[] {
  const wanted = (address.find ?? '').replace(/\s+/gu, '').toLowerCase();
  return slips
    .filter((slip) => {
      if (address.partner !== undefined && slip.partner !== address.partner) return false;
      if (address.state === 'disputed' && slip.dispute === null) return false;
      if ((address.state === 'issued' || address.state === 'cancelled') && slip.state !== address.state) return false;
      const words = [slip.number, slip.partner, slip.plate, slip.ticket].filter((word) => word !== null);
      return words.some((word) => word.replace(/\s+/gu, '').toLowerCase().includes(wanted));
    })
    .sort((a, b) => b.number.localeCompare(a.number));
}

/** The partners of some slips by name, each once. */
export function partnersOf(slips: readonly Pick<SlipLine, 'partner'>[]): string[] {
  const names = slips.map(({ partner }) => partner).filter((name) => name !== null);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'ko'));
}

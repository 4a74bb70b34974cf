import { startOfKstHour } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { UsageCommand } from '../../domain/wire/edge-messages.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EventMessage } from '../messages.ts';
import { writeIndicator } from './indicator-rows.ts';

/** Writes what the server counted of people's sessions as rows of the hour it was counted in. */
export function writeUsage(ledger: Ledger, { address, at, body }: EventMessage, now: EpochMs): void {
  const { plant, procurement, programme } = (JSON.parse(body) as UsageCommand).sessions;
  const { tenant, yard } = address;
  const hour = startOfKstHour(at);
  writeIndicator(ledger, { tenant, yard, indicator: 'dashboard-use-plant', hour, value: plant }, now);
  writeIndicator(ledger, { tenant, yard, indicator: 'dashboard-use-procurement', hour, value: procurement }, now);
  writeIndicator(ledger, { tenant, yard, indicator: 'dashboard-use-programme', hour, value: programme }, now);
}

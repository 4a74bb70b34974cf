import { SECOND_MS } from '../../../domain/units.ts';
import type { Point } from '../../../domain/wire/measurements.ts';
import { numberedNs, placeOf, pointNs } from '../../../domain/wire/point-place.ts';
import { MINUTE_MARK } from '../../ledger/device-minutes.ts';
import { type RowPoints, seqsOf } from './row-points.ts';

interface DeviceAt {
  readonly ref: string;
  readonly tenant: string;
  readonly yard: string;
  readonly area: string;
  readonly device: string;
  readonly at: number;
  readonly online: number;
}

interface MinuteRow extends DeviceAt {
  readonly heard_at: number | null;
  readonly received: number;
  readonly rejected: number;
}

/**
 * Points of devices: a change of state, by the number of its row, and a minute, by its own ref. A change lies where the
 * collector heard of it: a last will states when its device connected, not when it went.
 */
export const devicePoints: RowPoints = (ledger, refs) => {
  const minutes = refs.filter((ref) => ref.includes(MINUTE_MARK));
  const changes = ledger.all<DeviceAt>(
    `SELECT CAST(d.seq AS TEXT) AS ref, d.tenant, d.yard, d.area, d.device, d.received_at AS at, d.online
     FROM json_each(?) r JOIN device_row d ON d.seq = r.value`,
    seqsOf(refs.filter((ref) => !ref.includes(MINUTE_MARK))),
  );
  const samples = ledger.all<MinuteRow>(
    `SELECT m.ref, m.tenant, m.yard, m.area, m.device, m.at, m.online, m.heard_at, m.received, m.rejected
     FROM json_each(?) r JOIN device_minute m ON m.ref = r.value`,
    JSON.stringify(minutes),
  );
  return new Map([
    ...changes.map((row) => [row.ref, [pointOf(row, numberedNs(row.at, Number(row.ref)), CHANGE)]] as const),
    ...samples.map((row) => {
      const { received, rejected, heard_at } = row;
      const age_s = heard_at === null ? 0 : Math.max(0, row.at - heard_at) / SECOND_MS;
      return [
        row.ref,
        [pointOf(row, pointNs(row.at, row.ref), { age_s, received, rejected, changed: false })],
      ] as const;
    }),
  ]);
};

/** What only a minute knows is 0 in a change. */
const CHANGE = { age_s: 0, received: 0, rejected: 0, changed: true };

function pointOf({ tenant, yard, area, device, online }: DeviceAt, ns: string, fields: Point['fields']): Point {
  return {
    ...placeOf('device', { tenant, yard, area, device }, ns),
    fields: { online: online === 1, ...fields },
  };
}

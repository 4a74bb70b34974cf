import { writeInference } from '../../../collector/ledger/inferences.ts';
import type { Ledger } from '../../../collector/ledger/ledger.ts';
import type { EventKind, EventMessage } from '../../../collector/messages.ts';
import { canonicalBody } from '../../../collector/mqtt/payload.ts';
import { deliver } from '../../../collector/projection/deliver.ts';
import { dueRows, settleDue, yardsWithDue } from '../../../collector/projection/due.ts';
import { entriesOf } from '../../../collector/projection/entries.ts';
import type { LineWriter } from '../../../collector/projection/influx-writer.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { Grade } from '../../../domain/grades.ts';
import type { EpochMs } from '../../../domain/units.ts';

const MINUTE = 60_000;
export const TENANT = 'hanbit';
const MODEL = { name: 'grading', version: '3', sha256: 'd1' };
const GRADES: readonly Grade[] = ['heavy', 'light', 'turnings', 'cast'];

/** A truck that brings two lifts, each shown by photos of its own; it weighs out forty minutes after it came. */
export interface Truck {
  readonly yard: string;
  /** names its events and its ticket */
  readonly id: string;
  readonly at: EpochMs;
  readonly plate: string;
  readonly partner: string;
  /** kilograms of its lifts */
  readonly lifts: readonly number[];
  readonly photosPerLift: number;
}

/** Books trucks as the collector does, with what a model says of their photos, and gives the bookkeeper for more. */
export function bookTrucks(ledger: Ledger, trucks: readonly Truck[], now: EpochMs): Bookkeeper {
  const bookkeeper = new Bookkeeper(ledger, () => []);
  for (const truck of trucks) {
    bookkeeper.book(messagesOf(truck), now);
    const photos = ledger.all<{ seq: number; visit: string | null }>(
      `SELECT e.seq, s.visit FROM event e JOIN standing s ON s.event = e.seq
       WHERE e.yard = ? AND e.kind = 'frame' AND e.id LIKE ? || '/%'`,
      truck.yard,
      truck.id,
    );
    photos.forEach(({ seq }, index) => {
      const grade = GRADES[(truck.id.length + index) % GRADES.length] ?? 'heavy';
      const said = { probabilities: { [grade]: 0.7, foreign: 0.3 }, grade, confidence: 0.7, latencyMs: 20.5 };
      const outcome = {
        ok: true,
        model: MODEL,
        embedding: [],
        distance: 0.1,
        isOutOfDomain: false,
        unusable: null,
      } as const;
      writeInference(ledger, {
        event: seq,
        at: now,
        model: MODEL,
        outcome: { ...outcome, ...said },
        elapsedMs: 20,
        role: 'current',
      });
    });
    const visits = new Map(photos.flatMap(({ visit }) => (visit === null ? [] : [[visit, 'inference'] as const])));
    bookkeeper.resettle(visits, { tenant: TENANT, yard: truck.yard }, now);
  }
  return bookkeeper;
}

/** Takes a truck's visit back, as the office does. */
export function cancel(ledger: Ledger, bookkeeper: Bookkeeper, { yard, id }: Truck, now: EpochMs): void {
  const visit = visitOf(ledger, id);
  bookkeeper.book(
    [message(yard, 'office', 'cancellation', `${id}/cancelled`, now, { by: 'kim', reason: 'twice' }, visit)],
    now,
  );
}

/** Kilograms taken off a truck's net, as the office corrects them. */
export function deduct(ledger: Ledger, bookkeeper: Bookkeeper, { yard, id }: Truck, kg: number, now: EpochMs): void {
  const said = { by: 'kim', reason: 'mud', deductionKg: kg };
  bookkeeper.book(
    [message(yard, 'office', 'correction', `${id}/corrected/${now}`, now, said, visitOf(ledger, id))],
    now,
  );
}

/** Brings everything that is due to InfluxDB, as the projector does, and returns when nothing is due any more. */
export async function drain(ledger: Ledger, writer: LineWriter, now: EpochMs): Promise<void> {
  for (let [yard] = yardsWithDue(ledger); yard !== undefined; [yard] = yardsWithDue(ledger)) {
    const rows = dueRows(ledger, yard, 1_000);
    const { entries, unreadable } = await entriesOf(ledger, rows);
    const { refused, failure } = await deliver(entries, writer);
    if (failure) throw failure;
    settleDue(ledger, yard, rows, [...unreadable, ...refused], now);
  }
}

/** From here on changed rows become due, as they do once an InfluxDB has been filled. */
export function aimAt(ledger: Ledger, target: string): void {
  ledger.run('INSERT INTO projection_target (one, target, since) VALUES (1, ?, 0)', target);
}

const visitOf = (ledger: Ledger, truck: string): string => {
  const row = ledger.first<{ visit: string }>(
    "SELECT s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.id = ? || '/in'",
    truck,
  );
  if (!row) throw new Error(`no truck ${truck}`);
  return row.visit;
};

function messagesOf({ yard, id, at, plate, partner, lifts, photosPerLift }: Truck): EventMessage[] {
  const net = lifts.reduce((sum, kg) => sum + kg, 0);
  const truck = { ticket: id, plate };
  const weighed = (kind: string, after: number, kg: number) =>
    message(yard, 'weigh', 'weighing', `${id}/${kind}`, at + after, { ...truck, kg, partner, stable: true });
  return [
    weighed('in', 0, 15_000 + net),
    ...lifts.flatMap((kg, index) => {
      const lift = index + 1;
      const lifted = at + (5 + 5 * lift) * MINUTE;
      const photos = Array.from({ length: photosPerLift }, (_, photo) =>
        message(yard, 'bay', 'frame', `${id}/${lift}.${photo}`, lifted + 1_000 * (photo + 1), { ...truck, lift }),
      );
      return [message(yard, 'bay', 'lift', `${id}/${lift}`, lifted, { ...truck, kg, lift }), ...photos];
    }),
    weighed('out', 40 * MINUTE, 15_000),
  ];
}

function message(
  yard: string,
  area: string,
  kind: EventKind,
  id: string,
  at: EpochMs,
  body: Readonly<Record<string, unknown>>,
  visit: string | null = null,
): EventMessage {
  const { ticket = null, plate = null, kg = null, lift = null } = body as Partial<Record<string, never>>;
  const address = { tenant: TENANT, yard, area, device: `${kind}-1` };
  return {
    type: 'event',
    topic: `scrap/v1/${TENANT}/${yard}/${area}/${kind}-1/${kind}`,
    ...{ address, kind, id, at, receivedAt: at, ticket, plate, kg, lift, visit },
    sha256: kind === 'frame' ? `sha-${id}` : null,
    body: canonicalBody({ id, at, ...(visit === null ? {} : { visit }), ...body }),
    firstBytes: new Uint8Array(),
    size: 0,
  };
}

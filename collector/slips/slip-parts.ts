import { kstDay } from '../../domain/kst-time.ts';
import type { SlipCorrection, SlipLift, SlipParts, SlipPhoto, SlipWeighing } from '../../domain/slips/slip-content.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import { verificationOn, type YardSettings } from '../../domain/yard-settings.ts';
import { correctionOf, EVENT_COLUMNS, type EventRow, eventKey } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';

/**
 * What the ledger knows of a closed visit, for its slip. A weighing that the version before told keeps what that one
 * said of its scale: a scale verified anew since does not change how a truck was weighed.
 */
export function slipParts(ledger: Ledger, visit: Visit, settings: YardSettings, before: SlipContent | null): SlipParts {
  return {
    yardName: settings.name,
    visit,
    weighings: weighingsOf(ledger, visit, settings).map((weighing) => told(before, weighing) ?? weighing),
    lifts: liftsOf(ledger, visit.id),
    photos: photosOf(ledger, visit.id),
    corrections: correctionsOf(ledger, visit.id),
  };
}

function told(before: SlipContent | null, weighing: SlipWeighing): SlipWeighing | null {
  const same = before?.weighings.find(
    ({ at, kg, scale }) => Date.parse(at) === weighing.at && kg === weighing.kg && scale === weighing.scale,
  );
  return same ? { ...same, role: weighing.role, at: weighing.at } : null;
}

function weighingsOf(ledger: Ledger, { id, tenant, yard }: Visit, settings: YardSettings): SlipWeighing[] {
  const rows = ledger.all<{ role: 'first' | 'second'; at: number; kg: number; scale: string; model: string | null }>(
    `SELECT s.role, e.at, e.kg, e.area || '/' || e.device AS scale, d.model
     FROM standing s JOIN event e ON e.seq = s.event
     LEFT JOIN device d ON d.tenant = ? AND d.yard = ? AND d.area = e.area AND d.device = e.device
     WHERE s.visit = ? AND s.role IN ('first', 'second') ORDER BY s.role`,
    tenant,
    yard,
    id,
  );
  return rows.map((row) => ({ ...row, ...verificationOn(settings, row.scale, kstDay(row.at)) }));
}

function liftsOf(ledger: Ledger, visit: string): SlipLift[] {
  return ledger
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM standing s JOIN event e ON e.seq = s.event WHERE s.visit = ? AND s.role = 'lift'`,
      visit,
    )
    .map((row) => ({
      key: eventKey(row),
      ...{ id: row.id, at: row.at, lift: row.lift, kg: row.kg ?? 0, crane: `${row.area}/${row.device}` },
    }));
}

type PhotoRow = EventRow & {
  readonly lift_id: string | null;
  readonly model: string | null;
  readonly version: string;
  readonly model_sha256: string;
  readonly grade: string | null;
  readonly confidence: number | null;
  readonly failure: string | null;
  readonly out_of_domain: number;
  readonly unusable: string | null;
};

function photosOf(ledger: Ledger, visit: string): SlipPhoto[] {
  const rows = ledger.all<PhotoRow>(
    `SELECT ${EVENT_COLUMNS}, l.id AS lift_id, i.model, i.version, i.model_sha256, i.grade, i.confidence, i.failure,
       i.out_of_domain, i.unusable
     FROM standing s JOIN event e ON e.seq = s.event
     LEFT JOIN event l ON l.seq = s.lift_event
     LEFT JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     WHERE s.visit = ? AND s.role = 'frame'`,
    visit,
  );
  return rows.map((row) => ({
    key: eventKey(row),
    ...{ at: row.at, sha256: row.sha256 ?? '', camera: `${row.area}/${row.device}`, liftId: row.lift_id },
    said:
      row.model === null
        ? null
        : {
            model: { name: row.model, version: row.version, sha256: row.model_sha256 },
            isFailed: row.failure !== null,
            ...{ grade: row.grade, confidence: row.confidence },
            ...{ outOfDomain: row.out_of_domain === 1, unusable: row.unusable },
          },
  }));
}

function correctionsOf(ledger: Ledger, visit: string): SlipCorrection[] {
  return ledger
    .all<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.visit = ? AND e.kind = 'correction'`, visit)
    .map((row) => {
      const { by, reason } = JSON.parse(row.body) as { by: string; reason: string };
      return { ...correctionOf(row), id: row.id, by, reason };
    });
}

/** Whether a photo of the visit waits for the model. */
export function hasWaitingPhotos(ledger: Ledger, visit: string): boolean {
  const sql = `SELECT s.event FROM standing s JOIN grading_queue q ON q.event = s.event
    WHERE s.visit = ? AND s.role = 'frame' LIMIT 1`;
  return ledger.first(sql, visit) !== null;
}

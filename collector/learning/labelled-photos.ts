import type { Grade } from '../../domain/grades.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Correction } from '../../domain/visits/events.ts';
import { standingCorrections } from '../../domain/visits/settle.ts';
import { correctionOf, EVENT_COLUMNS, type EventRow, eventKey } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A photo to which a person gave a grade. */
export interface LabelledPhoto {
  /** seq of its event */
  readonly event: number;
  readonly id: string;
  readonly sha256: string;
  readonly at: EpochMs;
  readonly area: string;
  readonly device: string;
  readonly visit: string;
  /** the grade the person gave it */
  readonly grade: Grade;
  /** the correction it has its grade from */
  readonly correction: { readonly id: string; readonly at: EpochMs; readonly by: string; readonly reason: string };
  /** what the model said that counts; all null when it said nothing */
  readonly said: {
    readonly version: string | null;
    readonly sha256: string | null;
    readonly grade: string | null;
    readonly confidence: number | null;
  };
  /** float32 little-endian, of the model `said.version`; null when it kept none */
  readonly embedding: ArrayBuffer | null;
}

type FrameRow = EventRow & {
  readonly visit: string;
  readonly version: string | null;
  readonly model_sha256: string | null;
  readonly grade: string | null;
  readonly confidence: number | null;
  readonly embedding: ArrayBuffer | null;
  readonly out_of_domain: number | null;
  readonly unusable: string | null;
};

/**
 * The photos of a yard that people labelled, by event: each has the grade that was given to it last, else the one its
 * visit was given. A correction that was taken back does not count; one that agrees with the model does. A visit's grade
 * speaks for those of its photos that had a say in it: one that shows nothing usable, or nothing of scrap, is labelled
 * only by name. Kilograms per grade label nothing.
 */
export function labelledPhotos(ledger: Ledger, yard: string): LabelledPhoto[] {
  return [...labelledByVisit(ledger, yard)].flat().sort((a, b) => a.event - b.event);
}

/** The labelled photos of a yard visit by visit, so that whoever has others to serve can pause in between. */
export function* labelledByVisit(ledger: Ledger, yard: string): Generator<LabelledPhoto[]> {
  const rows = ledger.all<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.yard = ? AND e.kind = 'correction' ORDER BY e.seq`,
    yard,
  );
  const rowOf = new Map(rows.map((row) => [eventKey(row), row]));
  const byVisit = new Map<string, Correction[]>();
  for (const row of rows) {
    const correction = correctionOf(row);
    byVisit.set(correction.visit, [...(byVisit.get(correction.visit) ?? []), correction]);
  }
  for (const [visit, corrections] of byVisit) {
    const labelled: LabelledPhoto[] = [];
    const standing = standingCorrections(corrections);
    for (const frame of framesOf(ledger, visit)) {
      const correction = labelOf(frame, standing);
      const row = correction && rowOf.get(correction.key);
      if (!correction?.grade || !row) continue;
      const { by, reason } = JSON.parse(row.body) as { by: string; reason: string };
      labelled.push({
        event: frame.seq,
        id: frame.id,
        sha256: frame.sha256 ?? '',
        at: frame.at,
        area: frame.area,
        device: frame.device,
        visit,
        grade: correction.grade,
        correction: { id: row.id, at: row.at, by, reason },
        said: {
          version: frame.version,
          sha256: frame.model_sha256,
          grade: frame.grade,
          confidence: frame.confidence,
        },
        embedding: frame.embedding,
      });
    }
    yield labelled;
  }
}

function framesOf(ledger: Ledger, visit: string): FrameRow[] {
  return ledger.all<FrameRow>(
    `SELECT ${EVENT_COLUMNS}, s.visit, i.version, i.model_sha256, i.grade, i.confidence, i.embedding,
       i.out_of_domain, i.unusable
     FROM standing s JOIN event e ON e.seq = s.event
     LEFT JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     WHERE s.visit = ? AND s.role = 'frame'`,
    visit,
  );
}

/** The correction that gives a photo its grade: the last that names it, else the last word on the whole visit. */
function labelOf(frame: FrameRow, standing: readonly Correction[]): Correction | null {
  const names = [eventKey(frame), frame.sha256, frame.id];
  const own = standing.findLast((one) => one.grade !== null && one.frame !== null && names.includes(one.frame));
  if (own) return own;
  if (frame.out_of_domain === 1 || frame.unusable !== null) return null;
  const ofVisit = standing.findLast((one) => one.frame === null && (one.grade !== null || one.grades !== null));
  return ofVisit?.grade ? ofVisit : null;
}

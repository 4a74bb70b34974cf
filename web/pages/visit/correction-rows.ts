import type { VisitDetail } from '../../../domain/wire/http-api.ts';

type Correction = VisitDetail['corrections'][number];

export interface CorrectionRow {
  readonly correction: Correction;
  readonly isWithdrawn: boolean;
  /** of a photo's grade that stands: the version that learned from it; null while none has */
  readonly learnedBy: string | null;
  /** true when a version may still learn from it */
  readonly teaches: boolean;
}

/** The corrections of a visit as they stand now. */
export function correctionRows(visit: Pick<VisitDetail, 'corrections' | 'frames'>): CorrectionRow[] {
  const withdrawn = new Set(visit.corrections.map(({ withdraws }) => withdraws).filter((id) => id !== null));
  return visit.corrections.map((correction) => {
    const isWithdrawn = withdrawn.has(correction.id);
    const frame = visit.frames.find(({ id, sha256 }) => id === correction.frame || sha256 === correction.frame);
    const teaches = !isWithdrawn && correction.grade !== null && frame !== undefined;
    return { correction, isWithdrawn, teaches, learnedBy: teaches ? frame.learnedBy : null };
  });
}

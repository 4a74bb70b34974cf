import { formatKst } from '../../../domain/kst-time.ts';
import type { Disagreement, YardModels } from '../../../domain/wire/http-api.ts';
import { CURRENT_JUDGEMENT, confidenceOf, gradeOf } from '../judgements.ts';
import type { Sqlite } from '../sqlite.ts';

const DISAGREEMENTS_AT_MOST = 50;

interface PairRow {
  readonly event: number;
  readonly sha256: string;
  readonly at: number;
  readonly visit: string | null;
  readonly area: string;
  readonly device: string;
  readonly current_version: string;
  readonly current_grade: string | null;
  readonly current_confidence: number | null;
  readonly shadow_grade: string | null;
  readonly shadow_confidence: number | null;
}

/** Photos of a yard that its current model has judged and the shadow too; a failed judgement compares with nothing. */
const PAIRS = `FROM inference x JOIN event e ON e.seq = x.event JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
  WHERE x.role = 'shadow' AND x.version = ? AND e.yard = ? AND x.failure IS NULL AND i.failure IS NULL`;

/**
 * How the shadow judges photos beside the current model. Two that both have nothing to say judge the same.
 * `correctedBy` is what a person said of a photo, keyed by its event.
 */
export function shadowComparison(
  database: Sqlite,
  yard: string,
  version: string,
  correctedBy: ReadonlyMap<number, string>,
): NonNullable<YardModels['shadow']> {
  const counts = `SELECT count(*) AS compared, coalesce(sum(${gradeOf('i')} IS ${gradeOf('x')}), 0) AS same ${PAIRS}`;
  const different = `SELECT e.seq AS event, e.sha256, e.at, e.area, e.device, i.version AS current_version,
      ${gradeOf('i')} AS current_grade, ${confidenceOf('i')} AS current_confidence,
      ${gradeOf('x')} AS shadow_grade, ${confidenceOf('x')} AS shadow_confidence,
      (SELECT s.visit FROM standing s WHERE s.event = e.seq) AS visit
    ${PAIRS} AND ${gradeOf('i')} IS NOT ${gradeOf('x')}
    ORDER BY e.at DESC, e.seq DESC LIMIT ${DISAGREEMENTS_AT_MOST}`;
  const { compared, same } = database.row<{ compared: number; same: number }>(counts, version, yard) ?? {
    compared: 0,
    same: 0,
  };
  const disagreements = database.rows<PairRow>(different, version, yard).map(
    (row): Disagreement => ({
      sha256: row.sha256,
      at: formatKst(row.at),
      visit: row.visit,
      area: row.area,
      device: row.device,
      current: { version: row.current_version, grade: row.current_grade, confidence: row.current_confidence },
      shadow: { version, grade: row.shadow_grade, confidence: row.shadow_confidence },
      corrected: correctedBy.get(row.event) ?? null,
    }),
  );
  return { version, compared, same, disagreements };
}

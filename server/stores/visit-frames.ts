import { formatKst } from '../../domain/kst-time.ts';
import type { Visit, VisitFrame } from '../../domain/wire/http-api.ts';
import { CURRENT_JUDGEMENT } from './judgements.ts';
import type { Sqlite } from './sqlite.ts';
import { correctionsOf, gradeGivenTo, learnedBy, standingGrades } from './visit-corrections.ts';

interface FrameRow {
  readonly id: string;
  readonly at: number;
  readonly area: string;
  readonly device: string;
  readonly sha256: string;
  readonly lift: number | null;
  readonly lift_id: string | null;
  readonly grade: string | null;
  readonly probabilities: string | null;
  readonly confidence: number | null;
  readonly failure: string | null;
  readonly latency_ms: number | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly model_sha256: string | null;
  readonly out_of_domain: number | null;
  readonly unusable: string | null;
}

/** Photos of a visit with the judgement of each, the grade a person gave instead, and who has learned from that. */
export function framesOf(database: Sqlite, { id: visit, yard }: Pick<Visit, 'id' | 'yard'>): VisitFrame[] {
  const sql = `SELECT e.id, e.at, e.sha256, e.area, e.device, coalesce(l.lift, e.lift) AS lift, l.id AS lift_id,
      i.grade, i.probabilities, i.confidence, i.failure, i.latency_ms, i.model, i.version, i.model_sha256,
      i.out_of_domain, i.unusable
    FROM standing s JOIN event e ON e.seq = s.event
    LEFT JOIN event l ON l.seq = s.lift_event
    LEFT JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    WHERE s.visit = ? AND s.kind = 'frame' AND s.role = 'frame' ORDER BY s.at, e.id`;
  const standing = standingGrades(correctionsOf(database, visit));
  const { ofPhotos, ofVisit } = standing;
  const given = ofVisit === null ? ofPhotos : [...ofPhotos, ofVisit];
  const learned = learnedBy(
    database,
    yard,
    given.map(({ id }) => id),
  );
  return database.rows<FrameRow>(sql, visit).map((row) => {
    const judgement = judgementOf(row);
    const own = gradeGivenTo(row, standing);
    // a grade for the whole visit labels those of its photos that have a say
    const label = own ?? (judgement.outOfDomain || judgement.unusable !== null ? null : ofVisit);
    return {
      id: row.id,
      at: formatKst(row.at),
      sha256: row.sha256,
      area: row.area,
      device: row.device,
      liftId: row.lift_id,
      lift: row.lift,
      ...judgement,
      correctedGrade: own?.grade ?? null,
      learnedBy: label === null ? null : (learned.get(label.id) ?? null),
    };
  });
}

type Judgement = Omit<
  VisitFrame,
  'id' | 'at' | 'sha256' | 'area' | 'device' | 'liftId' | 'lift' | 'correctedGrade' | 'learnedBy'
>;

/** A photo out of domain or unusable says why and nothing else: its probabilities have no say. */
function judgementOf(row: FrameRow): Judgement {
  const outOfDomain = row.out_of_domain === 1;
  const hasSay = !outOfDomain && row.unusable === null;
  return {
    state: row.model === null ? 'waiting' : row.failure === null ? 'graded' : 'failed',
    grade: hasSay ? row.grade : null,
    probabilities: hasSay && row.probabilities !== null ? JSON.parse(row.probabilities) : {},
    confidence: hasSay ? row.confidence : null,
    model:
      row.model === null || row.version === null || row.model_sha256 === null
        ? null
        : { name: row.model, version: row.version, sha256: row.model_sha256 },
    latencyMs: row.latency_ms,
    outOfDomain,
    unusable: row.unusable,
  };
}

import { KST_OFFSET_MS, kstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import type { DriftRow } from '../../../domain/wire/http-api.ts';
import { CURRENT_JUDGEMENT, confidenceOf } from '../judgements.ts';
import type { Sqlite } from '../sqlite.ts';
import type { CorrectedPhoto } from './corrections.ts';
import { driftWarnings, type WeekFigures } from './drift-warnings.ts';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; this clock starts on the Monday before it, in KST. */
const MONDAY_CLOCK_MS = KST_OFFSET_MS + 3 * DAY_MS;
const WEEKS_SHOWN = 12;
/** The oldest week shown is held against the four before it. */
const WEEKS_READ = WEEKS_SHOWN + 4;

const weekOf = (at: EpochMs): number => Math.floor((at + MONDAY_CLOCK_MS) / WEEK_MS);
const startOfWeek = (slot: number): EpochMs => slot * WEEK_MS - MONDAY_CLOCK_MS;

/** A camera's week as the ledger sums it up. */
export interface CameraWeek {
  readonly area: string;
  readonly device: string;
  readonly slot: number;
  /** photos that were judged */
  readonly photos: number;
  readonly out_of_domain: number;
  readonly confidence: number | null;
  /** its newest photo, judged or not */
  readonly newest: number;
  readonly sha256: string;
}

/** The weeks of every camera that sent photos lately, one pass over them. */
export function cameraWeeksOf(database: Sqlite, yard: string, now: EpochMs): CameraWeek[] {
  const last = weekOf(now);
  const sql = `SELECT e.area, e.device, (e.at + ${MONDAY_CLOCK_MS}) / ${WEEK_MS} AS slot,
      count(CASE WHEN i.failure IS NULL THEN i.seq END) AS photos,
      coalesce(sum(i.failure IS NULL AND i.out_of_domain = 1), 0) AS out_of_domain,
      avg(${confidenceOf('i')}) AS confidence, max(e.at) AS newest, e.sha256
    FROM event e LEFT JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    WHERE e.yard = ? AND e.kind = 'frame' AND e.at >= ? AND e.at < ?
    GROUP BY e.area, e.device, slot ORDER BY e.area, e.device, slot`;
  return database.rows<CameraWeek>(sql, yard, startOfWeek(last - WEEKS_READ + 1), startOfWeek(last + 1));
}

/** How each camera's judging has moved in the last twelve weeks, camera by camera, oldest week first. */
export function driftOf(weeks: readonly CameraWeek[], corrected: readonly CorrectedPhoto[], now: EpochMs): DriftRow[] {
  const looks = looksByWeek(corrected);
  return byCamera(weeks.filter(({ photos }) => photos > 0)).flatMap((ofCamera) => {
    const figures = ofCamera.map((week) => figuresOf(week, looks));
    return ofCamera.flatMap(({ area, device, slot }, index): DriftRow[] => {
      const own = figures[index];
      if (!own || slot <= weekOf(now) - WEEKS_SHOWN) return [];
      const { photos, outOfDomain, confidence, agreement } = own;
      const warnings = driftWarnings(own, figures);
      return [{ week: kstDay(startOfWeek(slot)), area, device, photos, outOfDomain, confidence, agreement, warnings }];
    });
  });
}

function byCamera(weeks: readonly CameraWeek[]): CameraWeek[][] {
  const cameras = new Map<string, CameraWeek[]>();
  for (const week of weeks) {
    const key = `${week.area}/${week.device}`;
    cameras.set(key, [...(cameras.get(key) ?? []), week]);
  }
  return [...cameras.values()];
}

interface Looks {
  lookedAt: number;
  kept: number;
}

const keyOf = (area: string, device: string, slot: number): string => `${area}/${device}/${slot}`;

/** Photos that had a judgement for a person to keep or change, by camera and week. */
function looksByWeek(corrected: readonly CorrectedPhoto[]): ReadonlyMap<string, Looks> {
  const looks = new Map<string, Looks>();
  for (const { area, device, at, grade, judged } of corrected) {
    if (judged === null) continue;
    const key = keyOf(area, device, weekOf(at));
    const { lookedAt, kept } = looks.get(key) ?? { lookedAt: 0, kept: 0 };
    looks.set(key, { lookedAt: lookedAt + 1, kept: kept + (grade === judged ? 1 : 0) });
  }
  return looks;
}

function figuresOf(week: CameraWeek, looks: ReadonlyMap<string, Looks>): WeekFigures {
  const { slot, photos, confidence } = week;
  const { lookedAt, kept } = looks.get(keyOf(week.area, week.device, slot)) ?? { lookedAt: 0, kept: 0 };
  return {
    ...{ slot, photos, confidence, lookedAt },
    outOfDomain: week.out_of_domain / photos,
    agreement: lookedAt === 0 ? null : kept / lookedAt,
  };
}

import { kstDay } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { DriftRow } from '../../../domain/wire/http-api.ts';
import { type CameraWeek, startOfWeek, WEEKS_SHOWN, weekOf } from './camera-weeks.ts';
import type { CorrectedPhoto } from './corrections.ts';
import { driftWarnings, type WeekFigures } from './drift-warnings.ts';

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
  return [...cameras].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofCamera]) => ofCamera);
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

import type { CameraModel } from '../../../domain/wire/http-api.ts';
import type { Sqlite } from '../sqlite.ts';
import type { CameraWeek } from './camera-weeks.ts';

/** The cameras of a yard: devices that sent photos lately or have a region, with the version that grades them. */
export function camerasOf(
  database: Sqlite,
  yard: string,
  weeks: readonly CameraWeek[],
  version: string | null,
): CameraModel[] {
  const newest = new Map<string, CameraWeek>();
  for (const week of weeks) {
    const key = `${week.area}/${week.device}`;
    if ((newest.get(key)?.newest ?? Number.NEGATIVE_INFINITY) < week.newest) newest.set(key, week);
  }
  const sql = 'SELECT area, device, region FROM device WHERE yard = ? ORDER BY area, device';
  type Row = { area: string; device: string; region: string | null };
  return database.rows<Row>(sql, yard).flatMap(({ area, device, region }): CameraModel[] => {
    const sha256 = newest.get(`${area}/${device}`)?.sha256 ?? null;
    if (sha256 === null && region === null) return [];
    return [{ area, device, version: version ?? '', region: region === null ? [] : JSON.parse(region), sha256 }];
  });
}

/** True when the yard has heard of the device. */
export function isDeviceOf(database: Sqlite, yard: string, area: string, device: string): boolean {
  const sql = 'SELECT 1 AS there FROM device WHERE yard = ? AND area = ? AND device = ?';
  return database.row(sql, yard, area, device) !== undefined;
}

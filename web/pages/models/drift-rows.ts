import type { DriftRow } from '../../../domain/wire/http-api.ts';

/** Newest week first, cameras by name inside it. */
export function driftRows(rows: readonly DriftRow[]): DriftRow[] {
  return [...rows].sort((a, b) => b.week.localeCompare(a.week) || cameraOf(a).localeCompare(cameraOf(b)));
}

/** What has moved in the newest week, camera by camera. */
export function newestWarnings(rows: readonly DriftRow[]): { camera: string; warning: string }[] {
  const newest = driftRows(rows)[0]?.week;
  return driftRows(rows)
    .filter(({ week }) => week === newest)
    .flatMap((row) => row.warnings.map((warning) => ({ camera: cameraOf(row), warning })));
}

export function cameraOf(camera: { readonly area: string; readonly device: string }): string {
  return `${camera.area}/${camera.device}`;
}

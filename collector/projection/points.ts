import type { Measurement } from '../../domain/wire/measurements.ts';
import { devicePoints } from './points/device.ts';
import { inspectionPoints } from './points/inspection.ts';
import { liftPoints } from './points/lift.ts';
import { budgetPoints, indicatorPoints } from './points/programme.ts';
import type { RowPoints } from './points/row-points.ts';
import { visitPoints } from './points/visit.ts';

/** How the rows of each kind become points. */
export const POINTS_OF: Readonly<Record<Measurement, RowPoints>> = {
  visit: visitPoints,
  inspection: inspectionPoints,
  lift: liftPoints,
  device: devicePoints,
  indicator: indicatorPoints,
  budget: budgetPoints,
};

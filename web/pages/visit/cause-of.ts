import type { VisitDetail } from '../../../domain/wire/http-api.ts';

/**
 * What the cause of a ledger row was, as a key of the text catalogue. The ledger names the event, `area/device/id`,
 * or the photo it judged, `inference/id`; which kind of event that was, the evidence of the visit tells.
 */
export function causeOf(
  cause: string,
  visit: Pick<VisitDetail, 'weighings' | 'lifts' | 'frames' | 'corrections'>,
): string {
  if (cause.startsWith('inference/')) return 'inference';
  if (!cause.includes('/')) return cause;
  const isNamed = ({ id }: { id: string }): boolean => cause === id || cause.endsWith(`/${id}`);
  const weighing = visit.weighings.find(isNamed);
  if (weighing !== undefined) return weighing.role;
  if (visit.lifts.some(isNamed)) return 'lift';
  if (visit.frames.some(isNamed)) return 'frame';
  if (visit.corrections.some(isNamed)) return 'correction';
  return 'device';
}

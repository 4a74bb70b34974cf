import { DAY_MS } from '../../../domain/units.ts';
import type { SeriesStore, Span } from './series-store.ts';

/**
 * Longest span that is read on the thread that serves everybody: a month of a yard takes a few milliseconds, a year
 * tens of them (`npm run bench -- history`).
 */
const SHORT_MS = 32 * DAY_MS;

/** Short spans from one store, long ones from another that may take its time. */
export function byLength(short: SeriesStore, long: SeriesStore): SeriesStore {
  const pick = ({ from, to }: Span) => (to - from > SHORT_MS ? long : short);
  return {
    throughput: (request) => pick(request).throughput(request),
    mix: (request) => pick(request).mix(request),
    flows: (request) => pick(request).flows(request),
    inspections: (request) => pick(request).inspections(request),
    availability: (request) => pick(request).availability(request),
    indicators: (request) => pick(request).indicators(request),
    budget: (request) => pick(request).budget(request),
  };
}

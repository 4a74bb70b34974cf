import { DAY_MS } from '../../../domain/units.ts';
import type { FlowReads, FlowSelection } from './flow-requests.ts';

/** Longest span that is read on the thread that serves everybody: about a week of yards takes a few milliseconds. */
const SHORT_MS = 8 * DAY_MS;

/** Short spans from one reader, long ones from another that may take its time. */
export function flowsByLength(short: FlowReads, long: FlowReads): FlowReads {
  const pick = ({ from, to }: FlowSelection) => (to - from > SHORT_MS ? long : short);
  return {
    kilograms: (request) => pick(request).kilograms(request),
    partnerDays: (request) => pick(request).partnerDays(request),
    visits: (request) => pick(request).visits(request),
    lastDeliveries: (places) => long.lastDeliveries(places),
    disputes: (request) => short.disputes(request),
    supplierSpans: (request) => long.supplierSpans(request),
    stock: (request) => long.stock(request),
  };
}

import type { CollectorNumbers, Health } from '../../../domain/wire/http-api.ts';
import type { Ledger } from '../ledger.ts';
import type { HeardSystem } from './signs.ts';

type Part = Health['parts'][string];

const OK: Part = { status: 'ok' };
/** A part that nobody wants is off and yet nothing is wrong. */
export const NOT_CONFIGURED: Part = { status: 'off', detail: 'not configured' };

interface Dependencies {
  readonly ledger: Ledger;
  readonly heard: Pick<HeardSystem, 'collector' | 'numbers'>;
  readonly isBrokerConnected: () => boolean;
  /** true: there is an InfluxDB to project to */
  readonly isProjecting: boolean;
}

/** What works and what does not, part by part. */
export function healthParts({ ledger, heard, isBrokerConnected, isProjecting }: Dependencies): Health['parts'] {
  const collector = heard.collector(Date.now());
  const when = collector.heardAt ? `last heard ${collector.heardAt}` : 'never heard';
  return {
    broker: isBrokerConnected() ? OK : { status: 'off', detail: 'not connected' },
    collector: collector.online ? OK : { status: 'off', detail: when },
    ledger: ledger.isOpen ? OK : { status: 'off', detail: 'not there yet' },
    grading: gradingPart(collector.online, collector.grading.ready),
    projection: isProjecting ? projectionPart(collector.online, heard.numbers()) : NOT_CONFIGURED,
  };
}

function gradingPart(isCollectorOnline: boolean, isReady: boolean): Part {
  if (!isCollectorOnline) return { status: 'off', detail: 'its collector is away' };
  return isReady ? OK : { status: 'degraded', detail: 'not ready; photos wait' };
}

function projectionPart(isCollectorOnline: boolean, numbers: CollectorNumbers | null): Part {
  if (!isCollectorOnline) return { status: 'off', detail: 'its collector is away' };
  const projection = numbers?.projection ?? null;
  if (projection === null) return { status: 'off', detail: 'not started' };
  if (projection.state === 'running') return OK;
  return { status: 'degraded', detail: projection.state === 'away' ? 'InfluxDB is away; points wait' : 'points wait' };
}

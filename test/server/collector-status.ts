import type { Aedes } from 'aedes';
import type { CollectorStatus } from '../../domain/wire/facts.ts';
import type { CollectorNumbers, ProjectionHealth } from '../../domain/wire/http-api.ts';

/** A collector's word about itself; it is well unless told otherwise. */
export function collectorNumbers(more: Partial<CollectorNumbers> = {}): CollectorNumbers {
  return {
    ...{ version: '9.9.9', uptimeS: 60, outbox: 0, outboxOldestAt: null, spooled: 0, spooledOldestAt: null },
    ...{ commitP50Ms: 2, commitP95Ms: 8, loopLagMs: 1.5, rssMb: 100, trouble: null, projection: null },
    ...more,
  };
}

export function projectionIn(state: ProjectionHealth['state'], more: Partial<ProjectionHealth> = {}): ProjectionHealth {
  return {
    ...{ state, url: 'http://influx.example:8086', due: 0, oldestAt: null, written: 0, rejected: 0 },
    ...{ lastWrittenAt: null, lastError: null, retryAt: null, lagP50Ms: null, lagP95Ms: null },
    ...more,
  };
}

export const WELL: CollectorStatus = {
  online: true,
  grading: { ready: true, model: null, waiting: 0, graded: 0, failed: 0, p50Ms: null, p95Ms: null },
  numbers: collectorNumbers(),
};

/** The collector says something, as every two seconds. */
export function sayStatus(broker: Aedes, status: CollectorStatus): Promise<void> {
  const payload = Buffer.from(JSON.stringify(status));
  const packet = { cmd: 'publish', topic: 'scrap-status/v1/collector', payload, qos: 1, dup: false, retain: false };
  return new Promise((done, failed) =>
    broker.publish(packet as Parameters<Aedes['publish']>[0], (error) => (error ? failed(error) : done())),
  );
}

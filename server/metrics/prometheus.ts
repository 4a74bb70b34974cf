import { Counter, Gauge, Registry } from 'prom-client';
import { METRICS, type Sample } from './definitions.ts';

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Writes samples in Prometheus' text format, with help and type of every metric that has one. */
export function asText(samples: readonly Sample[]): Promise<string> {
  const registry = new Registry();
  for (const name of new Set(samples.map((sample) => sample.name))) {
    const { type, labels, help } = METRICS[name];
    const options = { name, help, labelNames: [...labels] as string[], registers: [registry] };
    const metric = type === 'counter' ? new Counter(options) : new Gauge(options);
    for (const sample of samples) if (sample.name === name) metric.inc({ ...sample.labels }, sample.value);
  }
  return registry.metrics();
}

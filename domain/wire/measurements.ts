/** Names of InfluxDB measurements and their tags. Trucks, tickets and photos are fields, never tags (invariant 11). */
export const MEASUREMENTS = {
  visit: ['tenant', 'yard', 'scale', 'direction', 'partner'],
  inspection: ['tenant', 'yard', 'camera', 'model'],
  lift: ['tenant', 'yard', 'crane'],
  device: ['tenant', 'yard', 'area', 'device'],
  indicator: ['tenant', 'yard', 'indicator'],
  budget: ['project', 'funder', 'line', 'stage'],
} as const;

export type Measurement = keyof typeof MEASUREMENTS;

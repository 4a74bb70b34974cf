import { GRADE_BUCKETS } from '../grades.ts';

/** Kinds of value a field may hold. InfluxDB keeps the kind of a field for ever, so it is settled here. */
export type FieldKind = 'integer' | 'float' | 'string' | 'boolean';

interface MeasurementShape {
  /** names, times and places of things that are few; trucks, tickets and photos are never tags (invariant 11) */
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, FieldKind>>;
}

const kilogramsByGrade = Object.fromEntries(
  GRADE_BUCKETS.map((bucket) => [`kg_${bucket}`, 'integer' as const]),
) as Readonly<Record<string, FieldKind>>;

/**
 * Every measurement in InfluxDB with its tags and fields. A point always carries all of its fields: InfluxDB merges
 * fields of one place, and one left out would keep an old value. What is not known is 0, false or the empty text.
 */
export const MEASUREMENTS = {
  /** one point per closed visit, at its second weighing */
  visit: {
    tags: ['tenant', 'yard', 'scale', 'direction', 'partner'],
    fields: {
      visit: 'string',
      gross_kg: 'integer',
      tare_kg: 'integer',
      net_kg: 'integer',
      deduction_kg: 'integer',
      accepted_kg: 'integer',
      ...kilogramsByGrade,
      /** 1 for a visit that counts, 0 for one that is cancelled or has moved: sums of it are numbers of trucks */
      trucks: 'integer',
      confidence: 'float',
      frames: 'integer',
      status: 'string',
      model: 'string',
      rule: 'string',
    },
  },
  /** one point per graded photo, at its capture; kg: the lift it shows, shared among the photos of that lift */
  inspection: {
    tags: ['tenant', 'yard', 'camera', 'model'],
    fields: {
      visit: 'string',
      lift: 'integer',
      kg: 'integer',
      grade: 'string',
      confidence: 'float',
      foreign_ratio: 'float',
      out_of_domain: 'boolean',
      latency_ms: 'float',
      frame: 'string',
      /** 1 for a photo that counts, 0 where it has moved from */
      photos: 'integer',
    },
  },
  /** one point per crane lift, at the lift */
  lift: { tags: ['tenant', 'yard', 'crane'], fields: { visit: 'string', kg: 'integer' } },
  /**
   * one point per change of a device's state, when the collector heard of it (a last will states when its device
   * connected), and one per minute of every device; counts and age are those of the minute, 0 in a change
   */
  device: {
    tags: ['tenant', 'yard', 'area', 'device'],
    fields: { online: 'boolean', age_s: 'float', received: 'integer', rejected: 'integer', changed: 'boolean' },
  },
  /** one point per KS X 9001 indicator and hour; a target of 0 is a target too, so whether there is one has its field */
  indicator: {
    tags: ['tenant', 'yard', 'indicator'],
    fields: { value: 'float', target: 'float', has_target: 'boolean' },
  },
  /** one point per budget entry, whole won */
  budget: { tags: ['project', 'funder', 'line', 'stage'], fields: { amount_krw: 'integer' } },
} as const satisfies Readonly<Record<string, MeasurementShape>>;

export type Measurement = keyof typeof MEASUREMENTS;

/** Kinds of row that become points; a measurement each. */
export const POINT_KINDS = Object.keys(MEASUREMENTS) as readonly Measurement[];

/** Where a point lies: two points of one place are one point, the later one holds. */
export interface Place {
  readonly measurement: Measurement;
  readonly tags: Readonly<Record<string, string>>;
  /** nanoseconds since the epoch, as text: beyond what a number holds */
  readonly ns: string;
}

export interface Point extends Place {
  readonly fields: Readonly<Record<string, number | string | boolean>>;
}

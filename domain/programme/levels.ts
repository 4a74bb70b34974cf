import type { EpochMs } from '../units.ts';
import type { IndicatorId } from './indicators.ts';
import type { Sourced } from './standing.ts';

/** 구축시스템 스마트화 수준, ascending: ICT 미적용, 기초, 중간1, 중간2, 고도화. */
export const SYSTEM_LEVELS = ['none', 'basic', 'middle-1', 'middle-2', 'advanced'] as const;
export type SystemLevel = (typeof SYSTEM_LEVELS)[number];

interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
}

/** What a level demands of an area. */
export interface LevelItem extends Named, Sourced {
  readonly level: SystemLevel;
  readonly area: string;
  /** false: the item is shown and judged, but the level does not hang on it */
  readonly isRequired: boolean;
  /** live indicators that prove it when all of them meet their targets; empty: documents and remarks alone */
  readonly indicators: readonly IndicatorId[];
}

/** One item of the 1,000-point scale. */
export interface CapabilityItem extends Named, Sourced {
  readonly area: string;
  readonly points: number;
  /** live indicators that help to judge it; they never give points by themselves */
  readonly indicators: readonly IndicatorId[];
}

/** Both scales as data. */
export interface LevelModel {
  readonly system: {
    readonly levels: readonly (Named & Sourced & { readonly id: SystemLevel; readonly text: string })[];
    readonly areas: readonly (Named & Sourced)[];
    /** the level table's own words, by level and area */
    readonly texts: readonly (Sourced & {
      readonly level: SystemLevel;
      readonly area: string;
      readonly name: string;
      readonly nameEn: string;
    })[];
    readonly items: readonly LevelItem[];
  };
  readonly capability: {
    readonly points: Sourced & { readonly value: number };
    readonly areas: readonly (Named & Sourced & { readonly points: number })[];
    readonly items: readonly CapabilityItem[];
    /** least points of levels 1 to 5, ascending */
    readonly thresholds: readonly (Sourced & { readonly level: number; readonly points: number })[];
  };
}

/** What a person put forward for an item, in the order it was written. */
export interface Evidence {
  readonly id: string;
  readonly item: string;
  readonly kind: 'document' | 'remark';
  readonly document: string | null;
  readonly text: string;
  /** of a remark: whether the item is met */
  readonly isMet: boolean | null;
  /** of a remark on the 1,000-point scale: the points given */
  readonly points: number | null;
  readonly at: EpochMs;
  readonly by: string;
}

import type { EpochMs, KstDay } from '../units.ts';
import type { SystemLevel } from './levels.ts';
import type { Won } from './won.ts';

export interface Extension {
  readonly requestedOn: KstDay;
  readonly months: number;
  /** trouble of hardware may take longer than anything else */
  readonly cause: 'ordinary' | 'hardware';
}

/** What is said of a grant project; days are KST days, won are without VAT. */
export interface ProjectFields {
  readonly name: string;
  readonly programme: string;
  readonly adopter: string;
  readonly supplier: string;
  readonly tenant: string;
  readonly yards: readonly string[];
  /** id of a board column of the programme */
  readonly state: string;
  readonly appliedOn: KstDay | null;
  readonly agreedOn: KstDay | null;
  /** `null`: on the day of the agreement */
  readonly startedOn: KstDay | null;
  readonly termMonths: number;
  /** the end the agreement itself names, before an extension; `null`: counted from the agreement */
  readonly buildEndAgreed: KstDay | null;
  readonly extension: Extension | null;
  readonly measuredLevel: SystemLevel | null;
  readonly targetLevel: SystemLevel;
  readonly totalCost: Won;
  /** when the log duty begins; the announcement does not say */
  readonly logDutyStart: KstDay | null;
  /** days on which milestones were reached, by milestone */
  readonly reached: Readonly<Record<string, KstDay>>;
}

/** A row of a project's history; the whole of its fields, so that a row can be read alone. */
export interface ProjectRow {
  readonly kind: 'created' | 'changed';
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
  readonly fields: ProjectFields;
}

/** A grant project as its rows leave it. */
export interface GrantProject {
  /** number of rows */
  readonly revision: number;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly fields: ProjectFields;
}

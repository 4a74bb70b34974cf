import type {
  Account,
  CollectorHealth,
  CollectorNumbers,
  Device,
  JudgedFrame,
  Totals,
  Visit,
  VisitException,
} from './http-api.ts';

/** Bodies of the facts, JSON. `seq` per yard never repeats or goes back, so a subscriber can tell a gap. */
interface Fact {
  readonly seq: number;
  /** when the collector committed it, RFC 3339 with +09:00 */
  readonly at: string;
}

export interface VisitFact extends Fact {
  readonly visit: Visit;
  readonly cause: string;
}

export interface InspectionFact extends Fact {
  readonly inspection: JudgedFrame;
}

export interface WeighingFact extends Fact {
  readonly weighing: {
    readonly id: string;
    readonly at: string;
    readonly area: string;
    readonly device: string;
    readonly kg: number;
    readonly ticket: string | null;
    readonly plate: string;
  };
}

export interface DeviceFact extends Fact {
  readonly devices: readonly Device[];
}

export interface DayFact extends Fact, Totals {
  readonly day: string;
}

export interface AccountFact extends Fact, Account {
  readonly unassigned: { readonly lifts: number; readonly frames: number };
}

export interface ExceptionFact extends Fact {
  readonly visit: string;
  readonly exception: VisitException;
  readonly raised: boolean;
}

export interface FactBodies {
  readonly visit: VisitFact;
  readonly inspection: InspectionFact;
  readonly weighing: WeighingFact;
  readonly device: DeviceFact;
  readonly day: DayFact;
  readonly account: AccountFact;
  readonly exception: ExceptionFact;
}

/** Retained on the collector's status topic every two seconds; the last will is `{ online: false }`. */
export interface CollectorStatus {
  readonly online: boolean;
  readonly at?: string;
  readonly version?: string;
  readonly uptimeS?: number;
  readonly outbox?: number;
  readonly grading?: CollectorHealth['grading'];
  readonly numbers?: CollectorNumbers;
}

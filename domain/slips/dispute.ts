import { startOfKstDay } from '../kst-time.ts';
import { DAY_MS, type EpochMs } from '../units.ts';
import type { DisputeStep, DisputeVerdict } from '../wire/edge-messages.ts';

/** How a dispute stands; an answered or withdrawn one has ended for good, and a new one may be opened. */
export interface DisputeStanding {
  readonly state: 'open' | 'answered' | 'withdrawn';
  readonly verdict: DisputeVerdict | null;
  readonly openedAt: EpochMs;
  /** the last instant at which the yard's answer is in time */
  readonly deadline: EpochMs;
  readonly endedAt: EpochMs | null;
}

/** A step that somebody wants to take. */
export interface WantedStep {
  readonly step: DisputeStep;
  readonly party: 'partner' | 'yard';
  readonly at: EpochMs;
  readonly hasSubject: boolean;
  readonly verdict: DisputeVerdict | null;
}

/** Why a step is not taken. */
export const DISPUTE_REFUSALS = [
  'DISPUTE_EXISTS',
  'DISPUTE_UNKNOWN',
  'DISPUTE_ENDED',
  'OTHER_PARTY',
  'SUBJECT_MISSING',
  'SUBJECT_STANDS',
  'VERDICT_MISSING',
  'VERDICT_MISPLACED',
] as const;
export type DisputeRefusal = (typeof DISPUTE_REFUSALS)[number];

/** Who may take a step: a partner objects and may take it back, the yard answers, both may say something. */
const PARTIES: Readonly<Record<DisputeStep, readonly WantedStep['party'][]>> = {
  open: ['partner'],
  say: ['partner', 'yard'],
  answer: ['yard'],
  withdraw: ['partner'],
};

/** Why a step cannot be taken in a dispute that stands as `before` (null: there is none yet); null when it can. */
export function refusalOfStep(before: DisputeStanding | null, wanted: WantedStep): DisputeRefusal | null {
  const { step, party, hasSubject, verdict } = wanted;
  if (step === 'open' && before !== null) return 'DISPUTE_EXISTS';
  if (step !== 'open' && before === null) return 'DISPUTE_UNKNOWN';
  if (before !== null && before.state !== 'open') return 'DISPUTE_ENDED';
  if (!PARTIES[step].includes(party)) return 'OTHER_PARTY';
  if (step === 'open' && !hasSubject) return 'SUBJECT_MISSING';
  if (step !== 'open' && hasSubject) return 'SUBJECT_STANDS';
  if (step === 'answer' && verdict === null) return 'VERDICT_MISSING';
  if (step !== 'answer' && verdict !== null) return 'VERDICT_MISPLACED';
  return null;
}

/** How a dispute stands after a step that is not refused. */
export function afterStep(before: DisputeStanding | null, wanted: WantedStep, deadline: EpochMs): DisputeStanding {
  const { step, at, verdict } = wanted;
  const opened = before ?? { state: 'open', verdict: null, openedAt: at, deadline, endedAt: null };
  if (step === 'answer') return { ...opened, state: 'answered', verdict, endedAt: at };
  return step === 'withdraw' ? { ...opened, state: 'withdrawn', endedAt: at } : opened;
}

/** By when a yard should answer: the last millisecond of the KST day `answerDays` days after the opening. */
export function answerDeadline(openedAt: EpochMs, answerDays: number): EpochMs {
  return startOfKstDay(openedAt) + (answerDays + 1) * DAY_MS - 1;
}

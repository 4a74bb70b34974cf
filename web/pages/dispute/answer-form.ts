import type { Dispute, DisputeAnswerRequest } from '../../../domain/wire/slips-api.ts';

export const VERDICTS = ['upheld', 'partly', 'dismissed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The answer that a form makes, or the key of what is missing. */
export function answerOf(
  verdict: Verdict | undefined,
  words: string,
): DisputeAnswerRequest | 'needVerdict' | 'needWords' {
  if (verdict === undefined) return 'needVerdict';
  return words.trim() === '' ? 'needWords' : { verdict, text: words.trim(), photos: [] };
}

/** True while a dispute that was upheld, in whole or in part, has not been followed by a new version of its slip. */
export function needsCorrection(dispute: Pick<Dispute, 'verdict' | 'slipVersion' | 'latestVersion'>): boolean {
  const isUpheld = dispute.verdict === 'upheld' || dispute.verdict === 'partly';
  return isUpheld && dispute.latestVersion <= dispute.slipVersion;
}

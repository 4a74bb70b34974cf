import { describe, expect, it } from 'vitest';
import { type LatestSlip, nextVersion } from '../../../domain/slips/next-version.ts';
import { slipContent } from '../../../domain/slips/slip-content.ts';
import { closedVisit, issueOf, slipPartsOf } from '../../fixtures/slips.ts';

const same = slipContent(slipPartsOf(), issueOf());
const other = slipContent(slipPartsOf({ visit: closedVisit({ partner: '다른 곳' }) }), issueOf());
const issued: LatestSlip = { content: same, state: 'issued', by: null };
const crossedOut: LatestSlip = { content: same, state: 'cancelled', by: '이' };
const gone: LatestSlip = { content: same, state: 'cancelled', by: null };

describe('what becomes of a slip', () => {
  it.each([
    ['a visit closed for the first time', null, same, 'closed', false, { step: 'issue', reason: 'issued' }],
    ['one whose slip says the same', issued, same, 'closed', false, { step: 'none' }],
    ['one whose slip says the same, though asked for', issued, same, 'closed', true, { step: 'none' }],
    ['one that has changed', issued, other, 'closed', false, { step: 'issue', reason: 'visit-changed' }],
    ['one whose slip a person crossed out', crossedOut, other, 'closed', false, { step: 'none' }],
    [
      'one whose slip was crossed out and is asked for',
      crossedOut,
      same,
      'closed',
      true,
      { step: 'issue', reason: 'issued' },
    ],
    ['one that is back', gone, same, 'closed', false, { step: 'issue', reason: 'visit-changed' }],
    ['a cancelled visit', issued, null, 'cancelled', false, { step: 'cancel', reason: 'visit-cancelled' }],
    ['a visit that is open again', issued, null, 'open', false, { step: 'cancel', reason: 'visit-changed' }],
    ['a cancelled visit whose slip is crossed out', crossedOut, null, 'cancelled', false, { step: 'none' }],
    ['a visit that never closed', null, null, 'open', false, { step: 'none' }],
  ] as const)('of %s', (_, latest, now, status, isAsked, next) => {
    expect(nextVersion(latest, now, { status, isAsked })).toEqual(next);
  });
});

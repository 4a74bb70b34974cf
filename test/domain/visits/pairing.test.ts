import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weighing } from '../../../domain/visits/events.ts';
import { contradictingWeighings, endOfVisit, type Pairing, pairWeighings } from '../../../domain/visits/pairing.ts';
import { CONTRADICTIONS, ENDS, PAIRINGS, type PairedVisit } from '../../fixtures/pairings.ts';
import { minute, weighing } from '../../fixtures/yard-events.ts';

const idOf = (key: string) => key.split('/')[2] ?? '';
const visitIdOf = ({ ticket, key }: Weighing) => ticket ?? idOf(key);

const shown = ({ id, first, second, extra }: Pairing): PairedVisit => [
  id,
  idOf(first.key),
  second ? idOf(second.key) : null,
  ...extra.map(({ key }) => idOf(key)),
];

describe('pairing', () => {
  it.each(PAIRINGS)('$title', ({ weighings, cancelled, visits }) => {
    const cancelledAt = (id: string) => {
      const at = cancelled?.[id];
      return at === undefined ? null : minute(at);
    };
    const options = cancelled ? { visitIdOf, cancelledAt } : { visitIdOf };
    expect(pairWeighings(weighings, options).map(shown)).toEqual(visits);
    const everything = { minLength: weighings.length };
    fc.assert(
      fc.property(fc.shuffledSubarray([...weighings], everything), (arrived) => {
        expect(pairWeighings(arrived, options).map(shown)).toEqual(visits);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a ticket of two plates refuses', () => {
  it.each(CONTRADICTIONS)('%s', (_, weighings, refused) => {
    expect([...contradictingWeighings(weighings)].map(idOf).sort()).toEqual(refused);
  });
});

describe('a visit ends', () => {
  it.each(ENDS)('%s', (_, second, cancelled, end) => {
    const pairing: Pairing = {
      id: 'v',
      first: weighing('a', 0, 30_000),
      second: second === null ? null : { ...weighing('b', 0, 6_000), at: second },
      extra: [],
    };
    expect(endOfVisit(pairing, cancelled)).toBe(end);
  });
});

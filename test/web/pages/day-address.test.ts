import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { askedDay, fittingVisits, withChanges } from '../../../web/pages/yard/day-address.ts';
import { madeUpVisits } from '../mock/made-up-visits.ts';

const NOW = Date.parse('2026-11-22T14:00:00.000+09:00');
const SPAN = { from: '2026-11-22T00:00:00.000+09:00', to: '2026-11-23T00:00:00.000+09:00' };
const visits = madeUpVisits('yard', NOW, 7);
const byId = (list: readonly Visit[]) => new Map(list.map((visit) => [visit.id, visit]));

describe('day in the address', () => {
  it.each([
    [undefined, null],
    ['2026-11-22', null],
    ['2026-11-23', null],
    ['2026-02-30', null],
    ['yesterday', null],
    ['2026-11-21', '2026-11-21'],
  ])('%s asks for %s', (day, expected) => expect(askedDay({ day }, '2026-11-22')).toBe(expected));
});

describe('visits of a day', () => {
  it('stand with the newest first', () => {
    const times = fittingVisits(visits, {}).map(({ openedAt }) => openedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('are found by plate without blanks, by partner and by ticket', () => {
    const wanted = visits[3] as Visit;
    for (const find of [wanted.plate.replace(/\s/g, ''), wanted.partner ?? '', wanted.ticket ?? '']) {
      expect(fittingVisits(visits, { find })).toContainEqual(wanted);
    }
  });

  it('are only those of a direction, or only those to look at', () => {
    expect(fittingVisits(visits, { direction: 'outbound' }).every(({ direction }) => direction === 'outbound')).toBe(
      true,
    );
    const toReview = fittingVisits(visits, { review: '1' });
    expect(toReview.length).toBeGreaterThan(0);
    expect(toReview.every(({ review, exceptions }) => review !== null || exceptions.length > 0)).toBe(true);
  });

  it('take a newer revision and keep it when an older one arrives late', () => {
    const [visit] = visits as [Visit];
    const newer = { ...visit, revision: visit.revision + 1, net: 1 };
    const changed = withChanges(byId([visit]), [newer], SPAN);
    expect(withChanges(changed, [visit], SPAN).get(visit.id)?.net).toBe(1);
  });

  it('leave out a visit of another day', () => {
    const [visit] = visits as [Visit];
    const past = {
      ...visit,
      id: 'past',
      openedAt: '2026-11-20T09:00:00.000+09:00',
      closedAt: '2026-11-20T09:20:00.000+09:00',
    };
    expect(withChanges(new Map(), [past], SPAN).size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { KstDay } from '../../domain/units.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { netOf } from './history-visit.ts';
import { isHoliday } from './open-days.ts';
import { planYard } from './plan-yard.ts';
import { DEGRADES, PRICE_JUMP, SELLS_ELSEWHERE, STARTS, STOPS } from './stories.ts';
import { SUPPLIERS } from './suppliers.ts';
import { visitEvents } from './visit-events.ts';
import { mondayOf, type Span, weekdayOf, weeksAgo } from './weeks.ts';

const YEAR: Span = { from: '2025-11-23', until: '2026-11-22' };
const days = DEMO_YARDS.flatMap((yard) => [...planYard(yard, YEAR, 1)]);
const visits = days.flatMap((day) => day.visits);
const inbound = visits.filter(({ direction }) => direction === 'inbound');
const agoOf = (day: KstDay): number => weeksAgo(mondayOf(day), YEAR.until);
const trucks = (partner: string, weeks: (ago: number) => boolean): number =>
  inbound.filter((visit) => visit.partner === partner && weeks(agoOf(visit.day))).length;

describe('a year of three yards', () => {
  it('is the same for the same seed, and another one for another', () => {
    const [yard] = DEMO_YARDS;
    const short: Span = { from: '2026-11-16', until: '2026-11-22' };
    expect([...planYard(yard, short, 1)]).toEqual([...planYard(yard, short, 1)]);
    expect([...planYard(yard, short, 2)]).not.toEqual([...planYard(yard, short, 1)]);
  });

  it('has trucks of every supplier on working days alone, with tickets and events of their own', () => {
    expect(new Set(inbound.map(({ partner }) => partner))).toEqual(new Set(SUPPLIERS.map(({ partner }) => partner)));
    expect(days.filter(({ day }) => weekdayOf(day) === 6 || isHoliday(day))).toEqual([]);
    const tickets = visits.map(({ yard, ticket }) => `${yard} ${ticket}`);
    expect(new Set(tickets).size).toBe(tickets.length);
    const ids = visits.flatMap((visit) => visitEvents(visit).map(({ device, id }) => `${visit.yard} ${device} ${id}`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has trucks that stay within their day, with three to six lifts and a photo of one of them or none', () => {
    for (const visit of visits) {
      const { day, first, second, lifts, photo } = visit;
      expect(second.at).toBeGreaterThan(first.at);
      expect(lifts.length).toBeGreaterThanOrEqual(2);
      expect(lifts.length).toBeLessThanOrEqual(6);
      if (photo) expect(lifts[photo.lift - 1]?.at).toBeLessThan(photo.at);
      expect(visit.ticket).toContain(day.slice(2).replaceAll('-', ''));
      expect(netOf(visit)).toBeGreaterThan(0);
    }
    const photographed = inbound.filter(({ photo }) => photo).length;
    expect(photographed / inbound.length).toBeGreaterThan(0.2);
    expect(photographed / inbound.length).toBeLessThan(0.3);
  });

  it('ships about what comes in, so that the ground neither overflows nor lies bare', () => {
    for (const { id } of DEMO_YARDS) {
      for (const { stock } of days.filter(({ yard }) => yard === id)) {
        const total = Object.values(stock).reduce((a, b) => a + b, 0);
        expect(total).toBeGreaterThan(500_000);
        expect(total).toBeLessThan(1_600_000);
      }
    }
  });
});

describe('the stories', () => {
  it('one supplier stops, one starts', () => {
    expect(trucks(STOPS.partner, (ago) => ago < STOPS.after)).toBe(0);
    expect(trucks(STOPS.partner, (ago) => ago === STOPS.after)).toBeGreaterThan(8);
    expect(trucks(STARTS.partner, (ago) => ago > STARTS.since)).toBe(0);
    expect(trucks(STARTS.partner, (ago) => ago === STARTS.since)).toBeGreaterThan(8);
  });

  it('one declares heavy and brings something else ever more often, and is deducted for it', () => {
    const wrong = (from: number, to: number) => {
      const own = inbound.filter(({ partner, photo, day }) => {
        const ago = agoOf(day);
        return partner === DEGRADES.partner && photo !== null && ago >= from && ago <= to;
      });
      return own.filter(({ photo }) => photo?.choice.grade === 'pressed').length / own.length;
    };
    expect(wrong(DEGRADES.since + 1, 52)).toBeLessThan(0.1);
    expect(wrong(6, DEGRADES.since)).toBeGreaterThan(0.15);
    expect(wrong(1, 4)).toBeGreaterThan(wrong(6, DEGRADES.since) + 0.1);
  });

  it('a price goes up, and every supplier brings more of that grade in that week', () => {
    const heavy = (ago: number) =>
      inbound.filter((visit) => visit.declaredGrade.startsWith('중량') && agoOf(visit.day) === ago).length;
    const before = [2, 3, 4, 5, 6].map(heavy).sort((a, b) => a - b)[2] ?? 0;
    expect(heavy(PRICE_JUMP.week) / before).toBeGreaterThan(1.25);
  });

  it('a week with 추석 in it is a thin one', () => {
    const week = (monday: KstDay) => inbound.filter(({ day }) => mondayOf(day) === monday).length;
    expect(week('2026-09-21')).toBeLessThan(week('2026-09-14') / 2);
  });

  it('one yard sells to another buyer, and no other does', () => {
    const elsewhere = visits.filter(({ partner }) => partner === SELLS_ELSEWHERE.to);
    expect(new Set(elsewhere.map(({ yard }) => yard))).toEqual(new Set([SELLS_ELSEWHERE.yard]));
    expect(
      elsewhere.every(({ direction, day }) => direction === 'outbound' && agoOf(day) <= SELLS_ELSEWHERE.since),
    ).toBe(true);
  });
});

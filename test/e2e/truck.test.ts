import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { apportion } from '../../domain/apportion.ts';
import { GRADE_BUCKETS, GRADES } from '../../domain/grades.ts';
import { kstDay } from '../../domain/kst-time.ts';
import type { Account, VisitDetail, VisitList, YardSummary } from '../../domain/wire/http-api.ts';
import { subscribe } from './mosquitto.ts';
import { hasProgram, type System, startSystem } from './system.ts';
import { type DayMessage, publish, truckDay, YARD } from './truck-day.ts';

const DAY = kstDay(Date.now());

describe.skipIf(!hasProgram('mosquitto_pub'))('a day of two trucks, published with mosquitto_pub', () => {
  let system: System;
  let day: DayMessage[];
  let facts: Awaited<ReturnType<typeof subscribe>>;
  let receipts: Awaited<ReturnType<typeof subscribe>>;

  const details = async (): Promise<VisitDetail[]> => {
    const { visits } = await system.get<VisitList>(`/api/visits?yard=${YARD}`);
    return Promise.all(visits.map(({ id }) => system.get<VisitDetail>(`/api/visits/${id}`)));
  };
  const graded = async (): Promise<VisitDetail[]> =>
    await vi.waitFor(
      async () => {
        const visits = await details();
        expect(visits).toHaveLength(2);
        expect(visits.flatMap(({ frames }) => frames).map(({ state }) => state)).toEqual(Array(4).fill('graded'));
        expect(visits.every(({ status, review }) => status === 'closed' && review !== 'GRADING_PENDING')).toBe(true);
        return visits;
      },
      { timeout: 60_000, interval: 200 },
    );

  beforeAll(async () => {
    system = await startSystem();
    facts = await subscribe(system.mqttPort, 'scrap-facts/v1/#');
    receipts = await subscribe(system.mqttPort, 'scrap/v1/+/+/+/+/receipt');
    day = await truckDay(DAY);
    for (const message of day) await publish(system.mqttPort, message);
  }, 120_000);
  afterAll(async () => {
    await facts?.stop();
    await receipts?.stop();
    await system?.stop();
    system?.remove();
  });

  it('weighs the inbound and the outbound truck exactly', async () => {
    const [outbound, inbound] = await graded();
    expect(inbound).toMatchObject({
      ticket: 'IN-1',
      plate: '부산86바 **34',
      direction: 'inbound',
      partner: '대한자원',
      gross: 29_820,
      tare: 6_080,
      net: 23_740,
      accepted: 23_740,
      exceptions: [],
    });
    expect(outbound).toMatchObject({
      ticket: null,
      direction: 'outbound',
      gross: 30_140,
      tare: 6_120,
      net: 24_020,
      exceptions: [],
    });
    expect(inbound?.weighings.map(({ role, kg }) => [role, kg])).toEqual([
      ['first', 29_820],
      ['second', 6_080],
    ]);
  });

  it('books the kilograms of every grade as lift weights and photo probabilities say, to the last one', async () => {
    for (const visit of await graded()) {
      const lifted = visit.lifts.reduce((sum, { kg }) => sum + kg, 0);
      const mix = GRADE_BUCKETS.map((grade) =>
        visit.frames.reduce((sum, { liftId, probabilities }) => {
          const lift = visit.lifts.find(({ id }) => id === liftId);
          const all = GRADES.reduce((total, one) => total + (probabilities[one] ?? 0), 0);
          return sum + ((lift?.kg ?? 0) / lifted) * ((probabilities[grade] ?? 0) / all);
        }, 0),
      );
      const expected = apportion(visit.net ?? 0, mix);
      GRADE_BUCKETS.forEach((grade, index) => {
        expect(Math.abs((visit.grades[grade] ?? 0) - (expected[index] ?? 0)), grade).toBeLessThanOrEqual(1);
      });
      expect(Object.values(visit.grades).reduce((sum, kg) => sum + kg, 0)).toBe(visit.net);
    }
  });

  it('keeps every photo byte for byte, with the model that judged it', async () => {
    const sent = day.flatMap(({ photo }) => (photo ? [createHash('sha256').update(photo.bytes).digest('hex')] : []));
    const frames = (await graded()).flatMap((visit) => visit.frames);
    expect(frames.map(({ sha256 }) => sha256).sort()).toEqual([...sent].sort());
    for (const { sha256, model, latencyMs, confidence } of frames) {
      expect(existsSync(join(system.dataDir, 'frames', sha256.slice(0, 2), `${sha256}.jpg`))).toBe(true);
      expect(model?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(latencyMs).toBeGreaterThan(0);
      expect(confidence).toBeGreaterThan(0);
    }
  });

  it('tells it as facts whose sequence has no gap', async () => {
    await graded();
    await vi.waitFor(() => {
      const kinds = new Set(facts.lines().map((line) => line.split(' ')[0]?.split('/').at(-1)));
      expect([...kinds].sort()).toEqual(['account', 'day', 'device', 'inspection', 'visit', 'weighing']);
      const seqs = facts.lines().map((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { seq: number }).seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    });
  });

  it('sends every device the receipt of each of its events', async () => {
    await vi.waitFor(() => {
      const ids = receipts
        .lines()
        .flatMap((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { ids: string[] }).ids);
      expect(new Set(ids)).toEqual(new Set(['w1', 'w2', 'w3', 'w4', 'l1', 'l2', 'l3', 'l4', 'p1', 'p2', 'p3', 'p4']));
    });
  });

  it('sums the day up', async () => {
    await graded();
    const summary = await system.get<YardSummary>(`/api/yards/${YARD}/summary`);
    expect(summary.today).toMatchObject({ trucks: 2, inboundKg: 23_740, outboundKg: 24_020 });
    expect(Object.values(summary.today.grades).reduce((sum, kg) => sum + kg, 0)).toBe(23_740 + 24_020);
  });

  it('stays as it is when the same day comes three times more, shuffled', async () => {
    const before = await graded();
    const accountBefore = await system.get<Account>('/api/account');
    const again = [1, 2, 3].flatMap((round) => shuffled(day, round));
    for (const message of again) await publish(system.mqttPort, message);
    await vi.waitFor(
      async () => {
        const account = await system.get<Account>('/api/account');
        expect(account.received).toBe(accountBefore.received + again.length);
        expect(account.duplicates).toBe(accountBefore.duplicates + again.length);
        expect(account.received).toBe(account.written + account.pending + account.rejected);
      },
      { timeout: 30_000 },
    );
    expect(await details()).toEqual(before);
  }, 120_000);

  it('stops cleanly on Ctrl-C', async () => {
    expect(await system.stop()).toBe(0);
    expect(system.output()).toContain('Scalehouse has stopped');
  });
});

/** The same messages in another order, the same one for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = items.map((item, index) => ({
    item,
    rank: createHash('sha256').update(`${seed}/${index}`).digest('hex'),
  }));
  return order.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ item }) => item);
}

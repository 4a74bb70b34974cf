import { expect, test, vi } from 'vitest';
import { DAY_MS } from '../../../domain/units.ts';
import { build, PATIENCE } from '../build.ts';
import { yardOf } from '../slips/slip-yard.ts';

test('an objection is told to those who run the yard, in time and louder once it is overdue', async () => {
  const server = await build();
  const yard = yardOf(server, { now: Date.now() });
  const open = (ticket: string, at: number) => {
    const visit = yard.truck({ ticket });
    const { number } = yard.issueSlip(visit);
    const subject = { kind: 'grade', wanted: 'heavy' };
    const step = { visit, dispute: ticket, step: 'open', party: 'partner', partner: '한빛스틸', by: '한빛스틸', at };
    expect(yard.ask('dispute', { ...step, subject, text: '등급이 다릅니다', photos: [] }).code).toBeNull();
    return number;
  };
  const fresh = open('fresh', Date.now());
  const late = open('late', Date.now() - 20 * DAY_MS);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['y1'] });
  const elsewhere = await server.loginAs({ name: 'lee', role: 'plant', yards: ['y2'] });
  const told = async (cookie: string) =>
    (await server.get('/api/alerts?state=open', cookie))
      .json()
      .alerts.filter(({ code }: { code: string }) => code.startsWith('DISPUTE'))
      .map(({ code, level, params }: { code: string; level: string; params: { slip: string } }) => [
        ...[code, level, params.slip],
      ]);
  await vi.waitFor(async () => expect(await told(plant)).toHaveLength(3), PATIENCE);
  expect((await told(plant)).sort()).toEqual([
    ['DISPUTE_OPEN', 'warning', fresh],
    ['DISPUTE_OPEN', 'warning', late],
    ['DISPUTE_OVERDUE', 'alarm', late],
  ]);
  expect(await told(elsewhere)).toEqual([]);
});

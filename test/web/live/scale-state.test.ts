import { describe, expect, it } from 'vitest';
import { scaleState, scalesInOrder } from '../../../web/live/scale-state.ts';

const NOW = Date.parse('2026-11-22T09:30:00.000+09:00');
const reading = (kg: number, stable: boolean, device = 'wb01', at = '2026-11-22T09:29:59.000+09:00') => ({
  area: 'weigh',
  device,
  at,
  kg,
  stable,
});

describe('scale', () => {
  it.each([
    ['a load at rest is stable', reading(38_420, true), 'stable'],
    ['a load that sways is moving', reading(12_040, false), 'moving'],
    ['rain on the bridge is empty', reading(-20, true), 'empty'],
    ['a load that is not renewed is silent', reading(38_420, true, 'wb01', '2026-11-22T09:20:00.000+09:00'), 'silent'],
    ['an empty bridge that is quiet is empty', reading(0, true, 'wb01', '2026-11-22T08:00:00.000+09:00'), 'empty'],
  ])('%s', (_, scale, state) => expect(scaleState(scale, NOW)).toBe(state));

  it('with a truck comes first', () => {
    const scales = [reading(0, true, 'a'), reading(12_000, false, 'b')];
    expect(scalesInOrder(scales, NOW).map(({ device }) => device)).toEqual(['b', 'a']);
  });
});

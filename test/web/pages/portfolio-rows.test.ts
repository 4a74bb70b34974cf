import { describe, expect, it } from 'vitest';
import type { ProjectSummary } from '../../../domain/wire/programme-api.ts';
import { burnShares } from '../../../web/desk/programme/burn-shares.ts';
import { fittingProjects, SORTS, sortedProjects, sortOf } from '../../../web/pages/programme/portfolio-rows.ts';

const sums = (planned: number, earned: number) => ({ planned, committed: 0, earned, paid: 0 });
const pace = (earned: number, elapsed: number) => ({
  earnedBasisPoints: earned,
  elapsedBasisPoints: elapsed,
  gapBasisPoints: elapsed - earned,
});
const project = (id: string, rest: Partial<ProjectSummary> = {}): ProjectSummary => ({
  id,
  name: `과제 ${id}`,
  adopter: '한빛철강',
  supplier: '스케일하우스',
  yards: ['hanbit'],
  state: 'reports',
  reached: 'basic',
  target: 'middle-1',
  sums: sums(100, 50),
  pace: pace(5_000, 6_000),
  buildEnd: '2027-01-01',
  daysLeft: 40,
  worst: null,
  warnings: 0,
  ...rest,
});
const warned = (level: 'alarm' | 'warning' | 'note') => ({ rule: 'CAP_EXCEEDED' as const, level, params: {} });
const order = (projects: readonly ProjectSummary[], sort: string, direction?: string) =>
  sortedProjects(projects, { sort, order: direction }).map(({ id }) => id);

describe('the order of a portfolio', () => {
  it('opens with the most urgent, and among those the fewest days', () => {
    const projects = [
      project('calm'),
      project('later', { worst: warned('alarm'), daysLeft: 30 }),
      project('note', { worst: warned('note') }),
      project('sooner', { worst: warned('alarm'), daysLeft: 3 }),
    ];
    expect(sortedProjects(projects, {}).map(({ id }) => id)).toEqual(['sooner', 'later', 'note', 'calm']);
  });

  it.each([
    ['name', ['a', 'b', 'c'], ['c', 'b', 'a']],
    ['burn', ['c', 'a', 'b'], ['a', 'c', 'b']],
    ['pace', ['c', 'a', 'b'], ['a', 'c', 'b']],
    ['days', ['c', 'a', 'b'], ['a', 'c', 'b']],
    ['level', ['a', 'c', 'b'], ['b', 'c', 'a']],
  ])('by %s puts those without a figure last in both directions', (sort, up, down) => {
    const projects = [
      project('a', { reached: 'none', daysLeft: 90, sums: sums(100, 80), pace: pace(8_000, 5_000) }),
      project('b', { reached: 'middle-1', daysLeft: null, sums: null, pace: null }),
      project('c', { reached: 'basic', daysLeft: -2, sums: sums(100, 10), pace: pace(1_000, 5_000) }),
    ];
    expect(order(projects, sort)).toEqual(up);
    expect(order(projects, sort, 'down')).toEqual(down);
  });

  it('counts figures in names, 2호 before 10호', () => {
    expect(order([project('x', { name: '10호' }), project('y', { name: '2호' })], 'name')).toEqual(['y', 'x']);
  });

  it('never depends on the order rows came in', () => {
    const projects = Array.from({ length: 40 }, (_, place) =>
      project(`p${place}`, { name: '같은 이름', daysLeft: place % 3 }),
    );
    for (const sort of SORTS) expect(order([...projects].reverse(), sort)).toEqual(order(projects, sort));
  });

  it('takes an unknown column for the warnings', () => {
    expect(sortOf({ sort: 'nonsense', order: 'down' })).toEqual({ sort: 'warning', isDown: true });
  });
});

describe('the filters of a portfolio', () => {
  const projects = [
    project('a', { name: '포항 3야드', worst: warned('warning') }),
    project('b', { adopter: '남부스틸', yards: ['nambu'], state: 'plan', worst: warned('alarm') }),
    project('c'),
  ];
  it.each([
    [{ find: '포항3' }, ['a']],
    [{ find: 'NAMBU' }, ['b']],
    [{ state: 'plan' }, ['b']],
    [{ warning: 'alarm' }, ['b']],
    [{ warning: 'any' }, ['a', 'b']],
    [{ find: '없는 말' }, []],
    [{}, ['a', 'b', 'c']],
  ])('%j leave %j', (address, left) => {
    expect(fittingProjects(projects, address).map(({ id }) => id)).toEqual(left);
  });
});

describe('a burn bar', () => {
  it('is full at most, though the figure tells more', () => {
    expect(burnShares(sums(100, 130), null)).toEqual({ earned: 1.3, fill: 1, elapsed: null, isBehind: false });
  });
  it('is behind from 15 points on', () => {
    expect(burnShares(sums(100, 40), pace(4_000, 5_499))?.isBehind).toBe(false);
    expect(burnShares(sums(100, 40), pace(4_000, 5_500))?.isBehind).toBe(true);
  });
  it('has nothing to show without a plan', () => expect(burnShares(sums(0, 0), null)).toBeNull());
});

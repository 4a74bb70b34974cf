import { describe, expect, it } from 'vitest';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import { LEVEL_MODEL } from '../../../domain/programme/data/level-model.ts';
import type { IndicatorId, IndicatorReading } from '../../../domain/programme/indicators.ts';
import { type Evidence, type LevelItem, SYSTEM_LEVELS, type SystemLevel } from '../../../domain/programme/levels.ts';
import { capabilityState, itemState, type LevelFacts, systemState } from '../../../domain/programme/self-assessment.ts';

const NOW = Date.parse('2027-01-15T10:00:00+09:00');
const LAST_YEAR = NOW - 365 * 24 * 3_600_000;

const reading = (indicator: IndicatorId, value: number, yard = 'pohang', hour = NOW): IndicatorReading => ({
  indicator,
  yard,
  hour,
  value,
});
/** Every indicator of the list exactly on its target. */
const onTarget = (ids: readonly IndicatorId[], yard = 'pohang'): IndicatorReading[] =>
  ids.map((id) => reading(id, INDICATORS[id].target.value, yard));

const remark = (item: string, isMet: boolean | null, points: number | null = null): Evidence => ({
  id: `${item}-remark`,
  item,
  kind: 'remark',
  document: null,
  text: '현장 확인',
  isMet,
  points,
  at: NOW,
  by: 'assessor',
});
const document = (item: string, digest: string | null = 'c'.repeat(64)): Evidence => ({
  ...remark(item, null),
  id: `${item}-document`,
  kind: 'document',
  document: digest,
});

const facts = (given: Partial<LevelFacts> = {}): LevelFacts => ({
  target: 'middle-1',
  yards: ['pohang'],
  readings: [],
  evidence: [],
  now: NOW,
  ...given,
});

const MIDDLE_1: IndicatorId[] = [
  'weighings-automatic',
  'retention',
  'devices-reporting',
  'completeness',
  'latency-p50',
  'latency-p95',
  'dashboard-use-plant',
  'grades-automatic',
  'integrations-alive',
];
const MIDDLE_2: IndicatorId[] = [
  'commands-issued',
  'commands-acknowledged',
  'time-to-act-p95',
  'commands-unattended',
  'commands-overridden',
];

describe('an item of a level', () => {
  const live: LevelItem = {
    id: 'live',
    name: '수집',
    nameEn: 'Collection',
    level: 'middle-1',
    area: 'automation',
    isRequired: true,
    indicators: ['completeness', 'latency-p95'],
    source: '시험',
    standing: 'derived',
  };
  const paper: LevelItem = { ...live, id: 'paper', indicators: [] };
  const both = onTarget(['completeness', 'latency-p95']);

  it.each<[string, LevelItem, Partial<LevelFacts>, string, string | null]>([
    ['with both indicators on target', live, { readings: both }, 'met', 'indicators'],
    ['with one of them only', live, { readings: both.slice(1) }, 'unproven', null],
    [
      'with one that misses',
      live,
      { readings: [reading('completeness', 98), ...both.slice(1)] },
      'unmet',
      'indicators',
    ],
    [
      'with one that misses, the other unknown',
      live,
      { readings: [reading('latency-p95', 60)] },
      'unmet',
      'indicators',
    ],
    [
      'with an old reading',
      live,
      { readings: [reading('completeness', 99, 'pohang', LAST_YEAR), ...both.slice(1)] },
      'unproven',
      null,
    ],
    ['in a second yard that has none', live, { readings: both, yards: ['pohang', 'busan'] }, 'unproven', null],
    [
      'in a second yard that misses',
      live,
      { readings: [...both, reading('completeness', 10, 'busan')], yards: ['pohang', 'busan'] },
      'unmet',
      'indicators',
    ],
    ['in no yard', live, { readings: both, yards: [] }, 'unproven', null],
    ['with a document beside', live, { evidence: [document('live')] }, 'unproven', null],
    ['that the assessor saw', live, { evidence: [remark('live', true)] }, 'met', 'remark'],
    ['that the assessor did not find', live, { readings: both, evidence: [remark('live', false)] }, 'unmet', 'remark'],
    [
      'of which the assessor only wrote',
      live,
      { readings: both, evidence: [remark('live', null)] },
      'met',
      'indicators',
    ],
    [
      'that was found the second time',
      paper,
      { evidence: [remark('paper', false), remark('paper', true)] },
      'met',
      'remark',
    ],
    ['on paper', paper, { evidence: [document('paper')] }, 'met', 'document'],
    ['on paper that is not there', paper, { evidence: [document('paper', null)] }, 'unproven', null],
    ['of which nobody said anything', paper, { evidence: [document('live')] }, 'unproven', null],
  ])('%s', (_, item, given, state, basis) => {
    expect(itemState(item, facts(given), INDICATORS)).toMatchObject({ state, basis });
  });
});

describe('구축시스템 스마트화 수준', () => {
  const usageLog = document('middle-1-usage-log');
  const simulation = remark('middle-2-simulation', true);
  const advanced = [remark('advanced-automation', true), remark('advanced-operation', true)];

  it.each<[string, SystemLevel, Partial<LevelFacts>]>([
    ['with nothing', 'none', {}],
    ['with counting alone', 'none', { readings: onTarget(['weighings-automatic']) }],
    ['with counting and tracking', 'basic', { readings: onTarget(['weighings-automatic', 'retention']) }],
    ['with all indicators, without the usage log', 'basic', { readings: onTarget(MIDDLE_1) }],
    ['with the usage log too', 'middle-1', { readings: onTarget(MIDDLE_1), evidence: [usageLog] }],
    [
      'with a loop that closes, without simulation',
      'middle-1',
      { readings: onTarget([...MIDDLE_1, ...MIDDLE_2]), evidence: [usageLog] },
    ],
    [
      'with simulation',
      'middle-2',
      { readings: onTarget([...MIDDLE_1, ...MIDDLE_2]), evidence: [usageLog, simulation] },
    ],
    [
      'with an assessor who saw it act by itself',
      'advanced',
      { readings: onTarget([...MIDDLE_1, ...MIDDLE_2]), evidence: [usageLog, simulation, ...advanced] },
    ],
    [
      'with the upper levels but not the lower',
      'none',
      { readings: onTarget(MIDDLE_2), evidence: [usageLog, simulation, ...advanced] },
    ],
  ])('%s is %s', (_, reached, given) => {
    expect(systemState(facts(given), LEVEL_MODEL, INDICATORS).reached).toBe(reached);
  });

  it('tells what the target lacks, and nothing beyond it', () => {
    const readings = onTarget(MIDDLE_1.filter((id) => id !== 'latency-p95' && id !== 'integrations-alive'));
    const state = systemState(facts({ readings }), LEVEL_MODEL, INDICATORS);
    expect(state.isTargetReached).toBe(false);
    expect(state.missing).toEqual(['middle-1-collection', 'middle-1-integration', 'middle-1-usage-log']);
    const done = systemState(facts({ readings: onTarget(MIDDLE_1), evidence: [usageLog] }), LEVEL_MODEL, INDICATORS);
    expect(done).toMatchObject({ isTargetReached: true, missing: [] });
  });

  // up to 중간1: automation has 1 + 2 items, operation 1 + 4, each other area one a level, two
  it('draws its areas up to the target', () => {
    const state = systemState(
      facts({ readings: onTarget(MIDDLE_1), evidence: [usageLog, remark('basic-resources', true)] }),
      LEVEL_MODEL,
      INDICATORS,
    );
    expect(state.areas).toEqual([
      { id: 'automation', met: 3, of: 3, reached: 'middle-1' },
      { id: 'operation', met: 5, of: 5, reached: 'middle-1' },
      { id: 'resources', met: 1, of: 2, reached: 'basic' },
      { id: 'development', met: 0, of: 2, reached: 'none' },
      { id: 'supply-chain', met: 0, of: 2, reached: 'none' },
    ]);
  });
});

describe('기업제조혁신역량 수준', () => {
  const ids = LEVEL_MODEL.capability.items.map(({ id }) => id);
  /** Full points for items in order until the sum is reached. */
  const scored = (sum: number): Evidence[] => {
    let left = sum;
    return LEVEL_MODEL.capability.items.map(({ id, points }) => {
      const given = Math.min(points, left);
      left -= given;
      return remark(id, null, given);
    });
  };

  it.each([
    [0, 0],
    [549, 0],
    [550, 1],
    [650, 2],
    [749, 2],
    [750, 3],
    [850, 4],
    [950, 5],
    [1_000, 5],
  ])('with %i points is level %i', (score, level) => {
    expect(capabilityState(scored(score), LEVEL_MODEL)).toMatchObject({ score, level, outOf: 1_000, unjudged: [] });
  });

  it('is not told while nobody judged anything', () => {
    const state = capabilityState([document('cap-quality')], LEVEL_MODEL);
    expect(state).toMatchObject({ score: 0, level: null, unjudged: ids });
  });

  it('takes the latest points of an item, and no more than it is worth', () => {
    const evidence = [
      remark('cap-control', null, 50),
      remark('cap-control', null, 999),
      remark('cap-quality', null, 30),
    ];
    const state = capabilityState([...evidence, remark('cap-control', true)], LEVEL_MODEL);
    expect(state.score).toBe(230);
    expect(state.areas).toEqual([
      { id: 'management', given: 0, points: 100 },
      { id: 'process', given: 30, points: 400 },
      { id: 'systems', given: 200, points: 400 },
      { id: 'results', given: 0, points: 100 },
    ]);
    expect(state.unjudged).toEqual(ids.filter((id) => id !== 'cap-control' && id !== 'cap-quality'));
  });
});

describe('the model of levels', () => {
  const { system, capability } = LEVEL_MODEL;

  it('has every level, every area and the words of the level table', () => {
    expect(system.levels.map(({ id }) => id)).toEqual(SYSTEM_LEVELS);
    expect(system.texts).toHaveLength(4 * 5);
    const areas = system.areas.map(({ id }) => id);
    for (const { area } of [...system.items, ...system.texts]) expect(areas).toContain(area);
    for (const level of SYSTEM_LEVELS.slice(1)) {
      expect(system.items.some((item) => item.level === level && item.isRequired)).toBe(true);
    }
  });

  it('shares out a thousand points, area by area', () => {
    const sum = (list: readonly { readonly points: number }[]) => list.reduce((all, { points }) => all + points, 0);
    expect(sum(capability.items)).toBe(capability.points.value);
    for (const { id, points } of capability.areas)
      expect(sum(capability.items.filter(({ area }) => area === id))).toBe(points);
  });

  it('calls nothing confirmed of which no source was found', () => {
    for (const { standing } of [...capability.thresholds, ...capability.items]) expect(standing).not.toBe('confirmed');
    expect(capability.thresholds.map(({ points }) => points)).toEqual([550, 650, 750, 850, 950]);
  });

  it('names every item once', () => {
    const ids = [...system.items, ...capability.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

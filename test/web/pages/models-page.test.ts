import { describe, expect, it } from 'vitest';
import type { DriftRow, ModelScores } from '../../../domain/wire/http-api.ts';
import { cardBlocks } from '../../../web/pages/models/card-blocks.ts';
import { driftRows, newestWarnings } from '../../../web/pages/models/drift-rows.ts';
import { actionsOf, changeOf, gradeRows, rightOf, signed, tenths } from '../../../web/pages/models/scores.ts';
import { correctionRows } from '../../../web/pages/visit/correction-rows.ts';
import { madeUpDetail, madeUpVisits } from '../mock/made-up-visits.ts';

const scores = (low: number, high: number): ModelScores => ({ low, high }) as ModelScores;

describe('a version', () => {
  it.each([
    [scores(0.9, 0.95), scores(0.7, 0.8), 'better'],
    [scores(0.6, 0.65), scores(0.7, 0.8), 'worse'],
    [scores(0.75, 0.9), scores(0.7, 0.8), 'chance'],
  ])('is called better or worse only beyond the intervals', (now, before, expected) => {
    expect(changeOf({ scores: now, before })).toBe(expected);
  });

  it.each([
    [0.01, 0.2, 'better'],
    [-0.2, -0.01, 'worse'],
    [-0.01, 0.2, 'chance'],
  ] as const)('is judged by the interval of the difference where there is one', (low, high, expected) => {
    const measured = { value: (low + high) / 2, low, high };
    const now = { ...scores(0.6, 0.9), gain: { accuracy: measured, macroF1: measured } };
    expect(changeOf({ scores: now, before: scores(0.55, 0.85) })).toBe(expected);
  });

  it('is compared with nothing when one side was not measured', () => {
    expect(changeOf({ scores: scores(0.9, 1), before: null })).toBeNull();
  });

  it.each([
    ['candidate', ['shadow', 'promote']],
    ['former', ['shadow', 'promote']],
    ['shadow', ['promote', 'unshadow']],
    ['refused', []],
  ] as const)('that is %s may: %j', (state, actions) => expect(actionsOf({ state }, [])).toEqual(actions));

  it('in use is rolled back only when another was before it', () => {
    expect(actionsOf({ state: 'current' }, [{ state: 'candidate' }])).toEqual([]);
    expect(actionsOf({ state: 'current' }, [{ state: 'former' }])).toEqual(['roll-back']);
  });

  it('marks the grades it was hardly measured on', () => {
    const grade = (name: string, photos: number) => ({ grade: name, photos, f1: 0.8 });
    const now = { grades: [grade('heavy', 164), grade('foreign', 3)] } as ModelScores;
    const before = { grades: [grade('heavy', 164)] } as ModelScores;
    const rows = gradeRows(now, before);
    expect(rows.map(({ isFew }) => isFew)).toEqual([false, true]);
    expect(rows.map((row) => row.before?.grade)).toEqual(['heavy', undefined]);
  });

  it('shows a difference with its sign, and none where there is nothing', () => {
    expect([0.0123, -0.0123, 0.00001, -0.00001].map((one) => signed(one, 3))).toEqual([
      '+0.012',
      '−0.012',
      '0.000',
      '0.000',
    ]);
  });

  it('shows tenths of a percent', () => expect(tenths(0.8768)).toBe('87.7'));
});

describe('a trial', () => {
  it('counts only photos that a person looked at', () => {
    const word = (corrected: string | null, current: string, shadow: string | null) => ({
      corrected,
      current: { grade: current },
      shadow: { grade: shadow },
    });
    expect(rightOf([word('cast', 'heavy', 'cast'), word('light', 'light', null), word(null, 'cast', 'heavy')])).toEqual(
      {
        seen: 2,
        current: 1,
        shadow: 1,
      },
    );
  });
});

describe('drift', () => {
  const row = (week: string, device: string, warnings: string[] = []) =>
    ({ week, area: 'bay', device, warnings }) as unknown as DriftRow;
  const rows = [
    row('2026-11-09', 'c1', ['confidence']),
    row('2026-11-16', 'c2', ['outOfDomain']),
    row('2026-11-16', 'c1'),
  ];

  it('stands with the newest week first', () => {
    expect(driftRows(rows).map(({ week, device }) => `${week} ${device}`)).toEqual([
      '2026-11-16 c1',
      '2026-11-16 c2',
      '2026-11-09 c1',
    ]);
  });
  it('warns of the newest week alone', () => {
    expect(newestWarnings(rows)).toEqual([{ camera: 'bay/c2', warning: 'outOfDomain' }]);
    expect(newestWarnings([])).toEqual([]);
  });
});

describe('a model card', () => {
  it('is read as headings, paragraphs, lists and tables', () => {
    const card =
      '# Model\nJudges **grades**\nof `scrap`.\n\n- one\n  and more\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |';
    expect(cardBlocks(card)).toEqual([
      { kind: 'heading', text: 'Model' },
      { kind: 'paragraph', text: 'Judges grades of scrap.' },
      { kind: 'list', items: ['one and more', 'two'] },
      {
        kind: 'table',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
    ]);
  });
  it('stays text where it holds markup', () => {
    expect(cardBlocks('<b onclick="x">hi</b>')).toEqual([{ kind: 'paragraph', text: '<b onclick="x">hi</b>' }]);
  });
});

describe('corrections of a visit', () => {
  const [visit] = madeUpVisits('yard', Date.parse('2026-11-22T14:00:00.000+09:00'), 7);
  if (visit === undefined) throw new Error('no visit');
  const rows = correctionRows(madeUpDetail(visit, ['a'.repeat(64)]));

  it('name the version that learned from a photo', () => {
    expect(rows[0]).toMatchObject({ isWithdrawn: false, teaches: true, learnedBy: 'v2-hanbit-1' });
  });
  it('teach nothing once they are taken back', () => {
    expect(rows[1]).toMatchObject({ isWithdrawn: true, teaches: false, learnedBy: null });
    expect(rows[2]).toMatchObject({ isWithdrawn: false, teaches: false });
  });
});

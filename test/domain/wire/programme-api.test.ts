import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { budgetSums } from '../../../domain/programme/budget.ts';
import { readBudgetSheet } from '../../../domain/programme/budget-sheet.ts';
import { burnSeries, paceOf } from '../../../domain/programme/burn.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import { LEVEL_MODEL } from '../../../domain/programme/data/level-model.ts';
import { milestonesOf } from '../../../domain/programme/deadlines.ts';
import { forecastOf } from '../../../domain/programme/forecast.ts';
import { fundingOf } from '../../../domain/programme/funding.ts';
import { refuseProject } from '../../../domain/programme/project.ts';
import { systemState } from '../../../domain/programme/self-assessment.ts';
import * as wire from '../../../domain/wire/programme-api.ts';
import { entry, PROJECT } from '../../fixtures/programme/projects.ts';
import { GOOD_SHEET } from '../../fixtures/programme/sheets.ts';

const plan = entry({ stage: 'planned', until: '2027-08-02', amount: 5_000 });
const span = { from: '2026-11-02', to: '2027-08-02', today: '2027-01-15' };
const level = systemState(
  { target: 'middle-1', yards: ['pohang'], readings: [], evidence: [], now: 0 },
  LEVEL_MODEL,
  INDICATORS,
);

describe('what the rules say crosses HTTP as it is', () => {
  it.each([
    ['fields of a project', wire.ProjectFields, PROJECT],
    ['funding', wire.Funding, fundingOf(PROJECT.totalCost, AI_TRACK_2026)],
    ['sums', wire.BudgetSums, budgetSums([plan], AI_TRACK_2026)],
    ['a row of the price sheet', wire.BudgetTableRow, readBudgetSheet(GOOD_SHEET, AI_TRACK_2026).table?.rows[5]],
    ['a point of the burn', wire.BurnPoint, burnSeries([plan], { ...span, width: 'month', funder: null })[3]],
    ['the pace', wire.Pace, paceOf([plan], span)],
    ['a forecast', wire.Forecast, forecastOf([plan], AI_TRACK_2026, span)],
    ['a milestone', wire.Milestone, milestonesOf(PROJECT, AI_TRACK_2026, span.today)[3]],
    ['a refusal', wire.Refusal, refuseProject({ ...PROJECT, termMonths: 12 }, AI_TRACK_2026, span.today)[0]],
    ['the missing of a level', wire.LevelState.properties.system.properties.missing, level.missing],
  ])('%s', (_, schema, value) => {
    expect(value).toBeDefined();
    expect(Check(schema, value)).toBe(true);
  });

  it.each<[string, object]>([
    ['a day that is no day', { agreedOn: '2026-11-2' }],
    ['won in parts', { totalCost: 1.5 }],
    ['no yard', { yards: [] }],
    ['a yard with a slash', { yards: ['a/b'] }],
    ['a level of our own', { targetLevel: 'middle-3' }],
  ])('but not a project with %s', (_, change) => {
    expect(Check(wire.ProjectFields, { ...PROJECT, ...change })).toBe(false);
  });
});

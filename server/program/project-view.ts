import { formatKst, kstDay } from '../../domain/kst-time.ts';
import { type BudgetSums, budgetSums } from '../../domain/programme/budget.ts';
import { burnSeries, paceOf } from '../../domain/programme/burn.ts';
import { daysBetween } from '../../domain/programme/calendar.ts';
import {
  type CourseCheck,
  checkCourses,
  checkDocuments,
  type DocumentCheck,
} from '../../domain/programme/checklists.ts';
import { INDICATORS } from '../../domain/programme/data/indicator-definitions.ts';
import { LEVEL_MODEL } from '../../domain/programme/data/level-model.ts';
import { milestonesOf } from '../../domain/programme/deadlines.ts';
import { forecastOf } from '../../domain/programme/forecast.ts';
import { type Funder, type Funding, fundingOf } from '../../domain/programme/funding.ts';
import { type IndicatorReading, READING_HOLDS_MS } from '../../domain/programme/indicators.ts';
import { type KpiEntry, kpiResults } from '../../domain/programme/kpi.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { buildEnd } from '../../domain/programme/project.ts';
import { type LevelFacts, systemState } from '../../domain/programme/self-assessment.ts';
import { type Warning, warningsOf } from '../../domain/programme/warnings.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../domain/units.ts';
import type * as api from '../../domain/wire/programme-api.ts';
import { type BudgetStore, type WrittenEntry, wireEntries } from './budget-store.ts';
import { KPI_DAYS, type LedgerFiguresStore, TREND_DAYS } from './ledger-figures.ts';
import { indicatorStates, levelState } from './level-view.ts';
import type { PaperStore } from './paper-store.ts';
import { programmeOf } from './programmes.ts';
import type { ReportFacts } from './report/evidence-report.ts';

interface Stores {
  readonly budget: BudgetStore;
  readonly papers: PaperStore;
  readonly figures: LedgerFiguresStore;
}

/** Everything that is folded from a project's rows at one moment. */
interface Known {
  readonly project: api.Project;
  readonly programme: Programme;
  readonly funding: Funding;
  readonly entries: readonly WrittenEntry[];
  readonly sums: BudgetSums;
  readonly documents: readonly DocumentCheck[];
  readonly courses: readonly CourseCheck[];
  readonly facts: LevelFacts;
  readonly today: KstDay;
  readonly now: EpochMs;
}

/** What of a project is seen by those who ask: folds of its rows by the domain's rules, never stored. */
export class ProjectView {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** One row each of the portfolio, in the order of the projects. */
  summaries(projects: readonly api.Project[], now: EpochMs): api.ProjectSummary[] {
    const entries = this.#stores.budget.entriesByProject();
    const yards = [...new Set(projects.flatMap(({ fields }) => fields.yards))];
    const readings = this.#stores.figures.readings(yards, now - READING_HOLDS_MS);
    return projects.map((project) => {
      const known = this.#known(project, now, entries.get(project.id) ?? [], readings);
      const { name, adopter, supplier, state, targetLevel } = project.fields;
      const warnings = warningsIn(known);
      const end = buildEnd(project.fields);
      return {
        ...{ id: project.id, name, adopter, supplier, yards: [...project.fields.yards], state },
        reached: reachedIn(known),
        target: targetLevel,
        sums: known.sums.total,
        pace: paceIn(known),
        buildEnd: end,
        daysLeft: end === null ? null : daysBetween(known.today, end),
        worst: warnings[0] ? wireWarning(warnings[0]) : null,
        warnings: warnings.length,
      };
    });
  }

  detail(project: api.Project, now: EpochMs): api.ProjectDetail {
    const known = this.#read(project, now);
    return {
      project,
      funding: known.funding,
      sums: wireSums(known.sums),
      pace: paceIn(known),
      milestones: milestonesOf(project.fields, known.programme, known.today),
      warnings: warningsIn(known).map(wireWarning),
      documents: known.documents.map(wireDocument),
      courses: known.courses.map(wireCourse),
    };
  }

  budget(project: api.Project): api.Budget {
    const programme = programmeOf(project.fields.programme);
    const entries = this.#stores.budget.entries(project.id);
    return {
      revision: entries.length,
      funding: fundingOf(project.fields.totalCost, programme),
      sums: wireSums(budgetSums(entries, programme)),
      entries: wireEntries(entries),
    };
  }

  /** The S-curve from the start to the end of building, or as far as money is dated. */
  burn(project: api.Project, funder: Funder | null, width: 'day' | 'month', now: EpochMs): api.BurnSeries {
    const known = this.#read(project, now);
    const { entries, programme, today } = known;
    const span = spanOf(known);
    const days = entries.flatMap(({ day, until }) => [day, ...(until === null ? [] : [until])]).sort();
    const from = [span?.from, days[0]].filter((day) => day !== undefined).sort()[0];
    const to = [span?.to, days.at(-1)]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1);
    const start = span?.from ?? today;
    return {
      ...{ funder, width, today },
      points: from === undefined || to === undefined ? [] : burnSeries(entries, { from, to, today, width, funder }),
      forecast: forecastOf(entries, programme, { from: start, today }),
      pace: paceIn(known),
    };
  }

  levels(project: api.Project, now: EpochMs): api.LevelState {
    return levelState(this.#read(project, now).facts);
  }

  indicators(project: api.Project, now: EpochMs): api.IndicatorState[] {
    const { yards } = project.fields;
    return indicatorStates(yards, this.#stores.figures.readings(yards, now - TREND_DAYS * DAY_MS), now);
  }

  documents(project: api.Project, now: EpochMs): api.DocumentState[] {
    return this.#read(project, now).documents.map(wireDocument);
  }

  courses(project: api.Project, now: EpochMs): api.CourseState[] {
    return this.#read(project, now).courses.map(wireCourse);
  }

  /** Every KPI of the programme, so that one can be agreed on; those nobody spoke of are empty and weigh nothing. */
  kpis(project: api.Project, now: EpochMs): api.KpiTable {
    const programme = programmeOf(project.fields.programme);
    const { kpis } = this.#stores.papers.kpis(project.id);
    const nothing = { before: null, target: null, after: null, weight: 0, note: '' };
    const all = programme.kpis.map(({ id }) => kpis.find(({ kpi }) => kpi === id) ?? { kpi: id, ...nothing });
    return this.#kpiTable(project, all, now);
  }

  #kpiTable(project: api.Project, kpis: readonly KpiEntry[], now: EpochMs): api.KpiTable {
    const { revision } = this.#stores.papers.kpis(project.id);
    const programme = programmeOf(project.fields.programme);
    const ledger = this.#stores.figures.kpis(project.fields.yards, now);
    const { rows, weightSum, attainment } = kpiResults(kpis, programme, ledger);
    return {
      revision,
      weightSum,
      attainment,
      rows: rows.map(({ definition, ...row }) => {
        const { section, name, nameEn, isCore, direction, unit, source, standing } = definition;
        return { ...row, ...{ section, name, nameEn, isCore, direction, unit, source, standing } };
      }),
    };
  }

  /** Everything the evidence report tells, as it stands now. */
  report(
    project: api.Project,
    { by, at, nameOf }: { readonly by: string; readonly at: EpochMs; readonly nameOf: (yard: string) => string },
  ): ReportFacts {
    const { yards } = project.fields;
    return {
      detail: this.detail(project, at),
      programme: programmeOf(project.fields.programme),
      levels: this.levels(project, at),
      indicators: this.indicators(project, at),
      rowCounts: this.#stores.figures.readingCounts(yards, at - TREND_DAYS * DAY_MS),
      trendDays: TREND_DAYS,
      burn: this.burn(project, null, 'month', at),
      kpis: this.#kpiTable(project, this.#stores.papers.kpis(project.id).kpis, at),
      kpiDays: KPI_DAYS,
      yardNames: yards.map(nameOf),
      at: formatKst(at),
      by,
    };
  }

  #read(project: api.Project, now: EpochMs): Known {
    const readings = this.#stores.figures.readings(project.fields.yards, now - READING_HOLDS_MS);
    return this.#known(project, now, this.#stores.budget.entries(project.id), readings);
  }

  #known(
    project: api.Project,
    now: EpochMs,
    entries: readonly WrittenEntry[],
    readings: readonly IndicatorReading[],
  ): Known {
    const { papers } = this.#stores;
    const { fields, id } = project;
    const programme = programmeOf(fields.programme);
    const today = kstDay(now);
    // what was valid when it was put forward with the application stays good for it
    const checked = fields.appliedOn ?? today;
    const evidence = papers.evidence(id);
    return {
      ...{ project, programme, entries, today, now },
      funding: fundingOf(fields.totalCost, programme),
      sums: budgetSums(entries, programme),
      documents: checkDocuments(papers.documents(id), programme, checked < today ? checked : today),
      courses: checkCourses(papers.courses(id), programme),
      facts: { target: fields.targetLevel, yards: fields.yards, readings, evidence, now },
    };
  }
}

function spanOf({ project: { fields } }: Known): { readonly from: KstDay; readonly to: KstDay } | null {
  const from = fields.startedOn ?? fields.agreedOn;
  const to = buildEnd(fields);
  return from === null || to === null || to < from ? null : { from, to };
}

function paceIn(known: Known): api.Pace | null {
  const span = spanOf(known);
  return span && paceOf(known.entries, { ...span, today: known.today });
}

function reachedIn({ facts }: Known): api.ProjectSummary['reached'] {
  return systemState(facts, LEVEL_MODEL, INDICATORS).reached;
}

function warningsIn(known: Known): Warning[] {
  const { programme, project, funding, sums, entries, documents, courses, today } = known;
  const reached = reachedIn(known);
  return warningsOf({ programme, fields: project.fields, funding, sums, entries, documents, courses, reached, today });
}

const wireWarning = (warning: Warning): api.Warning => ({ ...warning, params: { ...warning.params } });

const wireSums = ({ total, byFunder, byLine }: BudgetSums): api.BudgetSums => ({
  total,
  byFunder,
  byLine: byLine.map((line) => ({ ...line })),
});

function wireDocument({ item, state, row, validUntil }: DocumentCheck): api.DocumentState {
  const { validMonths: _, ...named } = item;
  return {
    ...named,
    state,
    validUntil,
    document: row?.document ?? null,
    fileName: row?.fileName ?? null,
    issuedOn: row?.issuedOn ?? null,
    givenAt: row ? formatKst(row.at) : null,
    by: row?.by ?? null,
  };
}

const wireCourse = ({ course, state, row }: CourseCheck): api.CourseState => ({
  ...course,
  state,
  completedOn: row?.completedOn ?? null,
  certificate: row?.certificate ?? null,
});

import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import type { ReportSetting } from '../../../domain/notices/notices-file.ts';
import type { Period } from '../../../domain/notices/schedule.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { rowScope } from '../../accounts/authorization.ts';
import { XLSX_TYPE } from '../../exports/xlsx/workbook.ts';
import type { Made } from '../report-clock.ts';
import { dailyFigures, type ReportSources } from './daily-figures.ts';
import { dailyLead, dailySections } from './daily-page.ts';
import type { Audience } from './flow-sums.ts';
import type { ReportPage } from './page.ts';
import { paperOf } from './paper-of.ts';
import type { Telling } from './sections.ts';
import { type WeeklySources, weeklyFigures } from './weekly-figures.ts';
import { weeklyLead, weeklyNews, weeklySections } from './weekly-page.ts';
import { reportEn } from './words-en.ts';
import { reportKo } from './words-ko.ts';
import { workbookOf } from './workbook-of.ts';

interface Sources extends ReportSources, WeeklySources {
  /** where people open the screens */
  readonly publicUrl: string;
}

export type ReportMaker = (setting: ReportSetting, period: Period, by: string | null, at: EpochMs) => Promise<Made>;

/** Time of day in a file's name, `142305`: what a person asks for stands beside what the schedule made. */
const clockOf = (at: EpochMs): string => formatKst(at).slice(11, 19).replaceAll(':', '');

/**
 * Makes a report of a period as it stands at `at`: the rows that its audience's role may see, of its yards.
 * @throws Error while there is no ledger: a report of nothing would say that nothing came
 */
export function reportMaker(sources: Sources): ReportMaker {
  return async (setting, period, by, at) => {
    if (!sources.ledger.isOpen) throw new Error('there is no ledger to read');
    const { name, kind, audience: role, format, language = 'ko', yards: chosen = null } = setting;
    const words = language === 'ko' ? reportKo : reportEn;
    const telling: Telling = { words, language, nameOf: (yard) => sources.yards.name(yard) };
    const scope = rowScope({ user: name, role, yards: chosen }, sources.yards.works());
    const yards = chosen ?? sources.yards.list().map(({ id }) => id);
    const span = kind === 'daily' ? words.longDay(period.from) : words.span(period.from, period.to - 1);
    const title = `${kind === 'daily' ? words.daily : words.weekly} (${words.audiences[role]})`;
    const named = chosen === null ? words.allYards : chosen.map(telling.nameOf).join(words.listSeparator);
    const madeAt = formatKst(at).slice(0, 16).replace('T', ' ');
    const page: ReportPage = {
      ...{ title, beneath: words.beneath(span, named, madeAt), footer: words.footer },
      ...(await told(sources, telling, { scope, yards }, kind, period, at)),
    };
    const days = kind === 'daily' ? period.key : `${period.key}_${kstDay(period.to - 1)}`;
    const file = `${name}-${days}${by === null ? '' : `-${clockOf(at)}`}.${format}`;
    return {
      file,
      type: format === 'pdf' ? 'application/pdf' : XLSX_TYPE,
      content: format === 'pdf' ? await paperOf(page, words.mark, at) : await workbookOf(page, words.summary),
      subject: words.subjectLine(kind === 'daily' ? words.daily : words.weekly, span, named),
      text: words.letter([...page.lead, ...page.news].join('\n'), file, `${sources.publicUrl}/`),
    };
  };
}

async function told(
  sources: Sources,
  telling: Telling,
  audience: Audience,
  kind: ReportSetting['kind'],
  period: Period,
  at: EpochMs,
): Promise<Pick<ReportPage, 'lead' | 'news' | 'sections'>> {
  if (kind === 'daily') {
    const figures = await dailyFigures(sources, audience, period, at);
    return { lead: dailyLead(telling, figures), news: [], sections: dailySections(telling, figures) };
  }
  const figures = await weeklyFigures(sources, audience, period, at);
  const [lead, news] = [weeklyLead(telling, figures), weeklyNews(telling, figures)];
  return { lead, news, sections: weeklySections(telling, figures) };
}

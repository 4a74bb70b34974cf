import { useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { startOfKstWeek, WEEK_MS } from '../../../domain/flows/buckets.ts';
import { WEEKS_NEEDED } from '../../../domain/flows/changes.ts';
import { kstDay, kstDayStart } from '../../../domain/kst-time.ts';
import type { KstDay } from '../../../domain/units.ts';
import type { ChangeReport } from '../../../domain/wire/flows-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchChanges } from '../../api/flows.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { daysOfSpan, spanOf } from '../../desk/procurement/spans.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { count, tonnes } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ChangeLine } from './ChangeLine.tsx';
import './changes.css';

/** What weighs most comes first; a page of everything would say nothing. */
const FIRST = 8;

/** What is out of the usual about a week, in sentences with their figures; the rule stands at the foot. */
export function ChangesPage(): JSX.Element {
  return (
    <ProcurementGate>
      <Changes />
    </ProcurementGate>
  );
}

function Changes(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ day: string }>();
  const today = kstDay(Date.now());
  const day = createMemo(() => {
    const asked = search.day;
    return asked !== undefined && asked <= today && kstDayStart(asked) !== null ? asked : newest(today);
  });
  // an address without a day means the newest week; written down, it means the same to whoever opens it later
  if (search.day === undefined) setSearch({ day: newest(today) }, { replace: true });
  const week = createMemo(() => daysOfSpan(spanOf({ range: 'week', day: day(), to: day() })));
  const isThisWeek = (): boolean => week().to >= today;
  const report = createAnswer(
    () => week().from,
    () => fetchChanges({ day: isThisWeek() ? undefined : week().from }),
  );
  const step = (weeks: 1 | -1): void => {
    const next = kstDay((kstDayStart(week().from) ?? 0) + weeks * WEEK_MS);
    setSearch({ day: next > today ? today : next });
  };
  return (
    <div class="procurement-page changes-page">
      <header class="page-head">
        <h1>{text().changes.heading(isThisWeek())}</h1>
        <span class="spring" />
        <div class="range-steps">
          <button type="button" class="button" aria-label={text().changes.earlier} onClick={() => step(-1)}>
            ‹
          </button>
          <b>{text().procurement.yearSpan(week().from, week().to)}</b>
          <button
            type="button"
            class="button"
            aria-label={text().changes.later}
            disabled={isThisWeek()}
            onClick={() => step(1)}
          >
            ›
          </button>
          <Show when={!isThisWeek()}>
            <button type="button" class="button" onClick={() => setSearch({ day: today })}>
              {text().changes.thisWeek}
            </button>
          </Show>
        </div>
      </header>
      <Answered answer={report} lines={8}>
        {(known) => <Report report={known()} isThisWeek={isThisWeek()} />}
      </Answered>
    </div>
  );
}

/** A day of the week that says most: on a Monday, when hardly a truck has come yet, of the one that has just ended. */
function newest(today: KstDay): KstDay {
  const now = kstDayStart(today) ?? 0;
  return startOfKstWeek(now) === now ? kstDay(now - 1) : today;
}

function Report(props: { report: ChangeReport; isThisWeek: boolean }): JSX.Element {
  const weeks = (): string => count(props.report.comparedWeeks);
  const [isAll, setAll] = createSignal(false);
  return (
    <>
      <p class="changes-lead">
        <b>{text().changes.total(tonnes(props.report.netKg))}</b>
        <Show when={props.report.medianKg !== null}>
          <span class="quiet">{text().changes.totalUsual(tonnes(props.report.medianKg ?? 0))}</span>
        </Show>
        <Show when={props.isThisWeek}>
          <span class="quiet">{text().changes.until(momentWords(text(), props.report.until, Date.now()))}</span>
        </Show>
      </p>
      <section class="panel">
        <Show
          when={props.report.changes.length > 0}
          fallback={
            <div class="changes-none">
              <Show
                when={props.report.comparedWeeks >= WEEKS_NEEDED}
                fallback={<Notice level="quiet">{text().changes.tooFew(weeks())}</Notice>}
              >
                <p class="changes-nothing">{text().changes.nothing}</p>
                <p class="quiet">{text().changes.nothingMore(weeks())}</p>
              </Show>
            </div>
          }
        >
          <ol class="changes">
            <For each={props.report.changes.slice(0, isAll() ? undefined : FIRST)}>
              {(change) => <ChangeLine change={change} from={props.report.from} />}
            </For>
          </ol>
          <Show when={!isAll() && props.report.changes.length > FIRST}>
            <button type="button" class="button" onClick={() => setAll(true)}>
              {text().changes.more(count(props.report.changes.length - FIRST))}
            </button>
          </Show>
        </Show>
      </section>
      <Panel
        title={text().changes.rule}
        note={text().changes.compared(weeks())}
        failed={text().common.panelFailed}
        retry={text().common.retry}
      >
        <p class="quiet small-note">{text().changes.ruleText}</p>
      </Panel>
    </>
  );
}

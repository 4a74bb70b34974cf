import { For, type JSX, Show } from 'solid-js';
import type { StockReport } from '../../../domain/wire/flows-api.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, kilograms, tonnes } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { needsCount, totalOf, type YardStock } from './stock-figures.ts';

type Line = StockReport['yards'][number]['grades'][number];

/** The stock of a yard by grade: how much, for how long, since which count. */
export function YardPanel(props: { stock: YardStock; isSent: boolean; count: (() => void) | undefined }): JSX.Element {
  return (
    <Panel
      title={props.stock.name}
      note={props.stock.shared ? text().stock.total(tonnes(totalOf(props.stock))) : ''}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={props.stock.shared} fallback={<Notice level="quiet">{text().stock.notShared}</Notice>}>
        <Show when={props.isSent}>
          <Notice level="quiet">{text().stock.sent}</Notice>
        </Show>
        <Show when={needsCount(props.stock)}>
          <Notice level="warning">{text().stock.negativeNote(props.count !== undefined)}</Notice>
        </Show>
        <Show when={props.stock.grades.length > 0} fallback={<Notice level="quiet">{text().stock.noGrades}</Notice>}>
          <div class="table-scroll">
            <table class="stock-table">
              <thead>
                <tr>
                  <th>{text().stock.grade}</th>
                  <th class="number">{text().stock.kg}</th>
                  <th class="number">{text().stock.days}</th>
                  <th class="number optional">{text().stock.perDay}</th>
                  <th class="number optional">{text().stock.counted}</th>
                  <th>{text().stock.countedAt}</th>
                  <th class="number optional">{text().stock.inKg}</th>
                  <th class="number optional">{text().stock.outKg}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.stock.grades}>{(line) => <Row line={line} />}</For>
              </tbody>
            </table>
          </div>
        </Show>
        <Show when={props.count}>
          {(open) => (
            <p class="stock-act">
              <button type="button" class="button" data-action="count" onClick={() => open()()}>
                {text().stock.count}
              </button>
            </p>
          )}
        </Show>
      </Show>
    </Panel>
  );
}

function Row(props: { line: Line }): JSX.Element {
  const days = (): string => {
    if (props.line.days === null || props.line.kg < 0) return '–';
    return text().stock.daysValue(count(props.line.days));
  };
  return (
    <tr>
      <td>
        <GradeSwatch bucket={props.line.grade} /> {gradeName(text(), props.line.grade)}
      </td>
      <td class="number">
        <Show when={props.line.kg < 0} fallback={<b>{kilograms(props.line.kg)}</b>}>
          <span class="state warning">
            <Icon name="warning" /> {text().stock.negative}
          </span>{' '}
          <b>{kilograms(props.line.kg).replace('-', '−')}</b>
        </Show>
      </td>
      <td class="number">{days()}</td>
      <td class="number optional">{tonnes(props.line.outPerDayKg)}</td>
      <td class="number optional">{props.line.countedKg === null ? '–' : kilograms(props.line.countedKg)}</td>
      <td class="counted">
        <Show when={props.line.countedAt} fallback={<span class="quiet">{text().stock.never}</span>}>
          {shortMoment(text(), props.line.countedAt, Date.now())}{' '}
          <span class="quiet">{props.line.countedBy ?? ''}</span>
        </Show>
      </td>
      <td class="number optional">{kilograms(props.line.inKg)}</td>
      <td class="number optional">{kilograms(props.line.outKg)}</td>
    </tr>
  );
}

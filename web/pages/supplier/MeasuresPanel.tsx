import { A } from '@solidjs/router';
import { For, type JSX } from 'solid-js';
import type { SupplierCard, SupplierMeasures } from '../../../domain/wire/flows-api.ts';
import { TrendLine } from '../../charts/TrendLine.tsx';
import { flowsAddress } from '../../desk/procurement/flows-address.ts';
import { measureDifference, measureValue } from '../../desk/procurement/measure-words.ts';
import { MEASURES, type Measure, medianOf } from '../../desk/procurement/measures.ts';
import { StandingMark } from '../../desk/procurement/StandingMark.tsx';
import { type RangeChoice, spanOf } from '../../desk/procurement/spans.ts';
import { wholeBuckets } from '../../desk/procurement/supplier-span.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';

/** The measures of a supplier: now, its course, before, a year ago, the middle of all, and the trucks behind. */
export function MeasuresPanel(props: {
  card: SupplierCard;
  choice: RangeChoice;
  /** measures of all suppliers; `null` while they are on their way */
  all: readonly SupplierMeasures[] | null;
}): JSX.Element {
  const median = (measure: Measure): number | null =>
    props.all === null ? measure.of(props.card.median) : medianOf(measure, props.all);
  const name = ({ name: key }: Measure): string => text().suppliers.measures[key] ?? key;
  return (
    <Panel title={text().suppliers.cardTitle} failed={text().common.panelFailed} retry={text().common.retry}>
      <div class="table-scroll">
        <table class="measures">
          <thead>
            <tr>
              <th>{text().suppliers.measure}</th>
              <th class="number">{text().suppliers.value}</th>
              <th>{text().suppliers.trend}</th>
              <th class="number">{text().flows.compares.before}</th>
              <th class="number">{text().flows.compares['last-year']}</th>
              <th class="number">{text().suppliers.median}</th>
              <th>{text().suppliers.rowsBehind}</th>
            </tr>
          </thead>
          <tbody>
            <For each={MEASURES}>
              {(measure) => (
                <tr>
                  <th scope="row">
                    {name(measure)}
                    <small>{text().suppliers.explanations[measure.name]}</small>
                  </th>
                  <td class="number measure-now" data-label={text().suppliers.value}>
                    <StandingMark measure={measure} value={measure.of(props.card.now)} median={median(measure)} />
                  </td>
                  <td class="measure-trend">
                    <TrendLine
                      values={wholeBuckets(props.card.trend, spanOf(props.choice), Date.now()).map(measure.of)}
                      isAmount={measure.kind !== 'share'}
                      label={`${name(measure)} ${text().suppliers.trend}`}
                    />
                  </td>
                  <Other measure={measure} card={props.card} of="before" words={text().flows.compares.before} />
                  <Other measure={measure} card={props.card} of="lastYear" words={text().flows.compares['last-year']} />
                  <td class="number" data-label={text().suppliers.median}>
                    {measureValue(measure, median(measure))}
                  </td>
                  <td class="measure-rows">
                    <A
                      href={flowsAddress(props.choice, { suppliers: [props.card.partner], trucks: measure.rows })}
                      aria-label={`${name(measure)}: ${text().flows.only[measure.rows] ?? ''}`}
                    >
                      {text().suppliers.seeAllTrucks}
                    </A>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** What it was, and how far it is from that now. */
function Other(props: { measure: Measure; card: SupplierCard; of: 'before' | 'lastYear'; words: string }): JSX.Element {
  /** of a span without a truck nothing is known */
  const value = (): number | null => {
    const measures = props.card[props.of];
    return measures.trucks + measures.rejectedTrucks === 0 ? null : props.measure.of(measures);
  };
  return (
    <td class="number" data-label={props.words}>
      <span>{measureValue(props.measure, value())}</span>
      <small class="quiet">{measureDifference(text(), props.measure, props.measure.of(props.card.now), value())}</small>
    </td>
  );
}

import { A, useNavigate } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { SupplierMeasures } from '../../../domain/wire/flows-api.ts';
import { TrendLine } from '../../charts/TrendLine.tsx';
import { measureValue } from '../../desk/procurement/measure-words.ts';
import { MEASURES, medianOf } from '../../desk/procurement/measures.ts';
import { StandingMark } from '../../desk/procurement/StandingMark.tsx';
import type { Span } from '../../desk/procurement/spans.ts';
import { wholeBuckets } from '../../desk/procurement/supplier-span.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type Supplier, type SuppliersAddress, sortOf } from './supplier-rows.ts';

/** A row per supplier, each figure with its mark beside the median of all; each head sorts by its column. */
export function SupplierTable(props: {
  suppliers: readonly Supplier[];
  all: readonly SupplierMeasures[];
  span: Span;
  search: SuppliersAddress;
  setSearch: (change: Partial<Record<keyof SuppliersAddress, string | null>>) => void;
  nameOf: (partner: string) => string;
}): JSX.Element {
  const medians = createMemo(() => new Map(MEASURES.map((measure) => [measure.name, medianOf(measure, props.all)])));
  const order = () => sortOf(props.search);
  const sortBy = (sort: string): void => {
    const isSame = order().sort === sort;
    const isDown = isSame ? !order().isDown : sort !== 'name';
    props.setSearch({
      sort: sort === 'netKg' ? null : sort,
      order: isDown === (sort !== 'name') ? null : isDown ? 'down' : 'up',
    });
  };
  const Head = (head: { column: string; words: string; title?: string; isNumber?: boolean }): JSX.Element => (
    <th
      classList={{ number: head.isNumber ?? false }}
      aria-sort={order().sort === head.column ? (order().isDown ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" title={head.title ?? ''} onClick={() => sortBy(head.column)}>
        {head.words}
        <Show when={order().sort === head.column}>
          <Icon name={order().isDown ? 'down' : 'up'} />
        </Show>
      </button>
    </th>
  );
  return (
    <div class="table-scroll">
      <table class="supplier-table">
        <thead>
          <tr>
            <Head column="name" words={text().suppliers.title} />
            <th>{text().suppliers.trend}</th>
            <For each={MEASURES}>
              {({ name }) => (
                <Head
                  column={name}
                  words={text().suppliers.measures[name] ?? name}
                  title={text().suppliers.explanations[name] ?? ''}
                  isNumber
                />
              )}
            </For>
            <Head column="last" words={text().suppliers.lastDelivery} />
          </tr>
        </thead>
        <tbody>
          <For each={props.suppliers}>
            {(supplier) => <Row supplier={supplier} span={props.span} medians={medians()} nameOf={props.nameOf} />}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2}>{text().suppliers.median}</th>
            <For each={MEASURES}>
              {(measure) => (
                <th class="number" data-label={text().suppliers.measures[measure.name]}>
                  {measureValue(measure, medians().get(measure.name) ?? null)}
                </th>
              )}
            </For>
            <th />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row(props: {
  supplier: Supplier;
  span: Span;
  medians: ReadonlyMap<string, number | null>;
  nameOf: (partner: string) => string;
}): JSX.Element {
  const navigate = useNavigate();
  const address = (): string => `/suppliers/${encodeURIComponent(props.supplier.partner)}${location.search}`;
  const name = (): string => props.nameOf(props.supplier.partner);
  return (
    // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr onClick={() => props.supplier.partner !== '' && navigate(address())}>
      <td class="supplier-name" title={name()}>
        <Show when={props.supplier.partner !== ''} fallback={<span class="quiet">{name()}</span>}>
          <A href={address()} onClick={(event) => event.stopPropagation()}>
            {name()}
          </A>
        </Show>
      </td>
      <td class="supplier-trend">
        <TrendLine
          values={wholeBuckets(props.supplier.trend, props.span, Date.now())}
          isAmount
          label={`${name()} ${text().suppliers.trend}`}
        />
      </td>
      <For each={MEASURES}>
        {(measure) => (
          <td class="number" data-label={text().suppliers.measures[measure.name]}>
            <StandingMark
              measure={measure}
              value={measure.of(props.supplier.now)}
              median={props.medians.get(measure.name) ?? null}
            />
          </td>
        )}
      </For>
      <td class="supplier-last">{shortMoment(text(), props.supplier.now.lastDeliveryAt, Date.now())}</td>
    </tr>
  );
}

import { A, useParams, useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { SupplierCard } from '../../../domain/wire/flows-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchSupplier, fetchSuppliers } from '../../api/flows.ts';
import { namesOfList } from '../../api/names.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { flowsAddress } from '../../desk/procurement/flows-address.ts';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { RangeChooser } from '../../desk/procurement/RangeChooser.tsx';
import { type RangeAddress, type RangeChoice, readRange, writeRange } from '../../desk/procurement/spans.ts';
import { SUPPLIER_RANGES, supplierSearch } from '../../desk/procurement/supplier-span.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { DisputesPanel } from './DisputesPanel.tsx';
import { MeasuresPanel } from './MeasuresPanel.tsx';
import { MixPanel } from './MixPanel.tsx';
import './supplier.css';

/** One supplier: each measure with its trend, beside what it was and what others are, and the way to its trucks. */
export function SupplierPage(): JSX.Element {
  return (
    <ProcurementGate>
      <Scorecard />
    </ProcurementGate>
  );
}

function Scorecard(): JSX.Element {
  const params = useParams<{ partner: string }>();
  const [search, setSearch] = useSearchParams<Record<keyof RangeAddress | 'yards', string>>();
  const partner = (): string => decodeURIComponent(params.partner ?? '');
  const today = kstDay(Date.now());
  const choice = createMemo(() => readRange(search, today, '90d'));
  // an address without a day means today; written down, it means the same to whoever opens it later
  if (search.day === undefined) setSearch(writeRange(choice()), { replace: true });
  const asked = createMemo(() => supplierSearch(choice(), namesOfList(search.yards)), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const card = createAnswer(
    () => ({ partner: partner(), search: asked() }),
    (key) => fetchSupplier(key.partner, key.search),
  );
  const all = createAnswer(asked, fetchSuppliers);
  const yards = createAnswer(() => 'yards', fetchYards);
  const yardName = (id: string): string => yards.value()?.yards.find((yard) => yard.id === id)?.name ?? id;
  return (
    <div class="procurement-page">
      <A href={`/suppliers${location.search}`}>← {text().suppliers.back}</A>
      <header class="page-head">
        <h1>{partner()}</h1>
        <span class="quiet">{card.value()?.yards.map(yardName).join(', ')}</span>
        <span class="spring" />
        <A class="button" href={flowsAddress(choice(), { suppliers: [partner()] })}>
          {text().suppliers.seeFlows}
        </A>
        <A class="button primary" href={flowsAddress(choice(), { suppliers: [partner()], trucks: 'all' })}>
          {text().suppliers.seeAllTrucks}
        </A>
      </header>
      <RangeChooser
        choice={choice()}
        today={today}
        ranges={SUPPLIER_RANGES}
        choose={(next) => setSearch(writeRange(next))}
      />
      <Answered answer={card} lines={10}>
        {(known) => (
          <Card card={known()} choice={choice()} all={all.value()?.suppliers.map(({ now }) => now) ?? null} />
        )}
      </Answered>
    </div>
  );
}

function Card(props: {
  card: SupplierCard;
  choice: RangeChoice;
  all: Parameters<typeof MeasuresPanel>[0]['all'];
}): JSX.Element {
  return (
    <>
      <Show when={props.card.now.trucks === 0}>
        <Notice level="warning">{text().suppliers.noRows}</Notice>
      </Show>
      <div class="supplier-columns">
        <MeasuresPanel {...props} />
        <div class="supplier-side">
          <MixPanel card={props.card} />
          <DisputesPanel card={props.card} />
        </div>
      </div>
      <p class="quiet small-note">{text().suppliers.compareNote}</p>
    </>
  );
}

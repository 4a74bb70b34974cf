import { useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchSuppliers } from '../../api/flows.ts';
import { listOfNames, namesOfList } from '../../api/names.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ExportMenu } from '../../desk/ExportMenu.tsx';
import { ChoiceMenu } from '../../desk/procurement/ChoiceMenu.tsx';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { RangeChooser } from '../../desk/procurement/RangeChooser.tsx';
import { daysOfSpan, readRange, spanOf, wireSpan, writeRange } from '../../desk/procurement/spans.ts';
import { SUPPLIER_RANGES, supplierSearch } from '../../desk/procurement/supplier-span.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { SupplierTable } from './SupplierTable.tsx';
import { type SuppliersAddress, supplierRows } from './supplier-rows.ts';
import './suppliers.css';

/** Every supplier beside the others: what it brings, how even, how much as declared. */
export function SuppliersPage(): JSX.Element {
  return (
    <ProcurementGate>
      <Suppliers />
    </ProcurementGate>
  );
}

function Suppliers(): JSX.Element {
  const [search, setSearch] = useSearchParams<Record<keyof SuppliersAddress, string>>();
  const today = kstDay(Date.now());
  const choice = createMemo(() => readRange(search, today, '90d'));
  // an address without a day means today; written down, it means the same to whoever opens it later
  if (search.day === undefined) setSearch(writeRange(choice()), { replace: true });
  const chosenYards = createMemo(() => namesOfList(search.yards));
  const asked = createMemo(() => supplierSearch(choice(), chosenYards()), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const suppliers = createAnswer(asked, fetchSuppliers);
  const yards = createAnswer(() => 'yards', fetchYards);
  const yardName = (id: string): string => yards.value()?.yards.find((yard) => yard.id === id)?.name ?? id;
  const nameOf = (partner: string): string => (partner === '' ? text().procurement.noPartner : partner);
  const span = () => daysOfSpan(spanOf(choice()));
  return (
    <div class="procurement-page">
      <header class="page-head">
        <h1>{text().suppliers.title}</h1>
        <Show when={suppliers.value()}>
          {(list) => (
            <span class="quiet">
              {text().suppliers.lead(count(list().suppliers.length), text().procurement.span(span().from, span().to))}
            </span>
          )}
        </Show>
        <span class="spring" />
        <ExportMenu
          kind="suppliers"
          selection={{ ...wireSpan(spanOf(choice())), yards: asked().yards, every: asked().every }}
        />
      </header>
      <RangeChooser
        choice={choice()}
        today={today}
        ranges={SUPPLIER_RANGES}
        choose={(next) => setSearch(writeRange(next))}
      />
      <div class="supplier-tools">
        <ChoiceMenu
          label={text().suppliers.yard}
          names={yards.value()?.yards.map(({ id }) => id) ?? []}
          chosen={chosenYards()}
          nameOf={yardName}
          choose={(names) => setSearch({ yards: names.length === 0 ? null : listOfNames(names) })}
        />
        <input
          class="input find"
          type="search"
          aria-label={text().suppliers.find}
          placeholder={text().suppliers.find}
          value={search.find ?? ''}
          onInput={(event) => setSearch({ find: event.currentTarget.value || null }, { replace: true })}
        />
      </div>
      <Answered answer={suppliers} lines={10}>
        {(list) => (
          <section class="panel">
            <Show when={list().suppliers.length > 0} fallback={<Notice level="quiet">{text().suppliers.empty}</Notice>}>
              <SupplierTable
                suppliers={supplierRows(list().suppliers, search, nameOf)}
                all={list().suppliers.map(({ now }) => now)}
                span={spanOf(choice())}
                search={search}
                setSearch={setSearch}
                nameOf={nameOf}
              />
            </Show>
          </section>
        )}
      </Answered>
      <p class="quiet small-note">{text().suppliers.compareNote}</p>
    </div>
  );
}

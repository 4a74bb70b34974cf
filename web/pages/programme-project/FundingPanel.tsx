import { For, type JSX, Show } from 'solid-js';
import { FUNDERS } from '../../../domain/programme/funding.ts';
import type { BudgetSums, Funding } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { plainWon } from '../../text/money.ts';
import { percent } from '../../text/weights.ts';
import { Panel } from '../../ui/Panel.tsx';

/** Whose money it is: the split with what lies above the caps, VAT as the adopter's cash, the loan as a note. */
export function FundingPanel(props: { funding: Funding; sums: BudgetSums }): JSX.Element {
  const share = (amount: number): number => amount / props.funding.total;
  return (
    <Panel
      title={text().project.fundingTitle}
      note={text().programme.won(props.funding.total)}
      class="funding-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <div class="split-bar" aria-hidden="true">
        <For each={FUNDERS}>
          {(funder) => (
            <i class={funder} style={{ 'flex-grow': props.funding[funder] }}>
              <span>{text().programme.funders[funder]}</span>
            </i>
          )}
        </For>
      </div>
      <div class="table-scroll">
        <table class="tight funding-table">
          <thead>
            <tr>
              <th>{text().project.funder}</th>
              <th class="number">{text().project.share} (%)</th>
              <th class="number">{text().project.amount}</th>
              <th class="number">{text().programme.stages.paid}</th>
            </tr>
          </thead>
          <tbody>
            <For each={FUNDERS}>
              {(funder) => (
                <tr>
                  <td>
                    <i class={`swatch funder-${funder}`} /> {text().programme.funders[funder]}
                  </td>
                  <td class="number">{percent(share(props.funding[funder]))}</td>
                  <td class="number">{plainWon(props.funding[funder])}</td>
                  <td class="number">{plainWon(props.sums.byFunder[funder].paid)}</td>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th>{text().project.fundingSum}</th>
              <td class="number">100</td>
              <td class="number">{plainWon(props.funding.total)}</td>
              <td class="number">{plainWon(props.sums.total.paid)}</td>
            </tr>
            <tr class="beside">
              <td colspan="2">{text().project.vat}</td>
              <td class="number">{plainWon(props.funding.vat)}</td>
              <td />
            </tr>
            <tr class="beside">
              <td colspan="2">{text().project.adopterCash}</td>
              <td class="number">
                <b>{plainWon(props.funding.adopterCash)}</b>
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <div class="funding-notes">
        <Show when={props.funding.overCaps > 0}>
          <p class="over-caps">{text().project.overCaps(text().programme.won(props.funding.overCaps))}</p>
        </Show>
        <p>{text().project.payoutNote}</p>
        <p>{text().project.loan(text().programme.won(props.funding.loanAtMost))}</p>
      </div>
    </Panel>
  );
}

import { For, type JSX, Show } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { agoWords } from '../../text/ages.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, kilograms, signedKilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The last comparison of the ledger's sums with InfluxDB's, and what differed. */
export function VerificationPanel(props: {
  verification: SystemState['verification'];
  names: ReadonlyMap<string, string>;
  now: number;
}): JSX.Element {
  const sentence = (done: NonNullable<SystemState['verification']>): string =>
    done.differing === 0
      ? text().system.verifiedSame(text().date.day(done.fromDay), text().date.day(done.toDay), count(done.compared))
      : text().system.verifiedDiffer(count(done.compared), count(done.differing), count(done.repaired));
  return (
    <Panel
      title={text().system.verification}
      note={
        props.verification === null
          ? undefined
          : `${text().system.verifiedAt} ${agoWords(text(), props.verification.at, props.now)}`
      }
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={props.verification} fallback={<Notice level="quiet">{text().system.verificationNone}</Notice>}>
        {(done) => (
          <>
            <p class={`state ${done().differing === 0 ? 'good' : 'warning'}`}>
              <Icon name={done().differing === 0 ? 'stable' : 'warning'} />
              {sentence(done())}
            </p>
            <Show when={done().differences.length > 0}>
              <div class="table-scroll list-scroll">
                <table class="tight">
                  <thead>
                    <tr>
                      <th>{text().system.yard}</th>
                      <th>{text().system.day}</th>
                      <th>{text().system.grade}</th>
                      <th class="number">{text().system.ledgerKg}</th>
                      <th class="number">{text().system.influxKg}</th>
                      <th class="number">{text().system.differenceKg}</th>
                      <th />
                    </tr>
                  </thead>
                  <tbody>
                    <For each={done().differences}>
                      {(one) => (
                        <tr>
                          <td class="cut">{props.names.get(one.yard) ?? one.yard}</td>
                          <td>{text().date.day(one.day)}</td>
                          <td>{gradeName(text(), one.grade)}</td>
                          <td class="number">{kilograms(one.ledgerKg)}</td>
                          <td class="number">{kilograms(one.influxKg)}</td>
                          <td class="number">{signedKilograms(one.influxKg - one.ledgerKg)}</td>
                          <td>
                            <span class={`state ${one.repaired ? 'good' : 'alarm'}`}>
                              <Icon name={one.repaired ? 'stable' : 'alarm'} />
                              {one.repaired ? text().system.repaired : text().system.unrepaired}
                            </span>
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </Show>
          </>
        )}
      </Show>
    </Panel>
  );
}

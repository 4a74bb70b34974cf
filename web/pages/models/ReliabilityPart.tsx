import { createMemo, For, type JSX, Show } from 'solid-js';
import type { ModelScores } from '../../../domain/wire/http-api.ts';
import { ReliabilityDiagram } from '../../charts/ReliabilityDiagram.tsx';
import { type Reliability, reliabilityOf } from '../../charts/reliability.ts';
import { text } from '../../text/language.ts';
import { count, percent } from '../../text/weights.ts';
import { tenths } from './scores.ts';

/** Whether the model is right as often as it says, of photos or of visits: the sentence, the diagram, the figures. */
export function ReliabilityPart(props: {
  title: string;
  note?: string;
  /** what the last column counts */
  counted: string;
  scores: Pick<ModelScores, 'reliability' | 'calibrationError'>;
}): JSX.Element {
  const reliability = createMemo(() => reliabilityOf(props.scores));
  const sentence = ({ leans, error }: Reliability): string => {
    if (leans === 'over') return text().models.reliabilityOver(tenths(error));
    return leans === 'under'
      ? text().models.reliabilityUnder(tenths(error))
      : text().models.reliabilityFits(tenths(error));
  };
  return (
    <section>
      <h3>{props.title}</h3>
      <Show when={props.note}>{(note) => <p class="quiet">{note()}</p>}</Show>
      <Show when={reliability()} fallback={<p class="quiet">{text().models.reliabilityEmpty}</p>}>
        {(known) => (
          <>
            <p>{sentence(known())}</p>
            <div class="reliability-parts">
              <ReliabilityDiagram
                bins={known().bins}
                label={sentence(known())}
                said={text().models.said}
                right={text().models.right}
              />
              <table class="tight">
                <thead>
                  <tr>
                    <th class="number">{text().models.said} (%)</th>
                    <th class="number">{text().models.right} (%)</th>
                    <th class="number">{props.counted}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={known().bins}>
                    {(bin) => (
                      <tr>
                        <td class="number">{percent(bin.confidence)}</td>
                        <td class="number">{percent(bin.right)}</td>
                        <td class="number">{count(bin.photos)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </>
        )}
      </Show>
    </section>
  );
}

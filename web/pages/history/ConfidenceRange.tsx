import { For, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';

/** How sure the model was, in equal steps from 0 to 100 %, and the range to keep. */
export function ConfidenceRange(props: {
  bins: Uint32Array;
  /** hundredths, both included */
  range: readonly [from: number, to: number] | null;
  choose: (range: readonly [from: number, to: number] | null) => void;
}): JSX.Element {
  const most = (): number => Math.max(1, ...props.bins);
  const from = (): number => props.range?.[0] ?? 0;
  const to = (): number => props.range?.[1] ?? 100;
  const set = (least: number, last: number): void => {
    const [a, b] = [Math.min(100, Math.max(0, least)), Math.min(100, Math.max(0, last))];
    props.choose(a === 0 && b === 100 ? null : [Math.min(a, b), Math.max(a, b)]);
  };
  const step = (): number => 100 / Math.max(1, props.bins.length);
  const isIn = (bin: number): boolean => (bin + 1) * step() > from() && bin * step() < to();
  return (
    <div class="confidence-range">
      <h3>{text().past.confidenceTitle}</h3>
      <div class="confidence-bins" aria-hidden="true">
        <For each={[...props.bins]}>
          {(n, bin) => (
            <i
              classList={{ out: !isIn(bin()) }}
              style={{ height: `${n === 0 ? 0 : Math.max(2, (n / most()) * 100)}%` }}
              title={`${Math.round(bin() * step())}–${Math.round((bin() + 1) * step())}%: ${count(n)}`}
            />
          )}
        </For>
      </div>
      <div class="confidence-inputs">
        <input
          class="input"
          type="number"
          min="0"
          max="100"
          step="5"
          aria-label={text().past.confidenceFrom}
          value={from()}
          onChange={(event) => set(event.currentTarget.valueAsNumber || 0, to())}
        />
        <span aria-hidden="true">–</span>
        <input
          class="input"
          type="number"
          min="0"
          max="100"
          step="5"
          aria-label={text().past.confidenceTo}
          value={to()}
          onChange={(event) =>
            set(from(), Number.isNaN(event.currentTarget.valueAsNumber) ? 100 : event.currentTarget.valueAsNumber)
          }
        />
        <span class="quiet">%</span>
      </div>
    </div>
  );
}

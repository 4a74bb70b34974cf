import { For, type JSX, Show } from 'solid-js';
import { gradeName } from '../text/phrases.ts';
import { QrCode } from './QrCode.tsx';
import type { SlipPart } from './SlipDocument.tsx';
import { standingOf } from './slip-photos.ts';
import { issueReason, paperTime } from './slip-words.ts';

/** Which slip it is, of whom, and the QR code that leads to its verification. */
export function SlipMasthead(props: SlipPart): JSX.Element {
  const said = () => props.slip.content;
  const words = () => props.words.slip;
  const declared = (): string => {
    const grade = said().declaredGrade;
    return grade === null ? '–' : gradeName(props.words, grade);
  };
  const facts = (): readonly (readonly [name: string, value: string])[] => [
    [words().truck, said().plate],
    [words().partner, said().partner ?? words().unknown],
    [words().direction, props.words.direction[(said().direction ?? 'unknown') as 'inbound']],
    [words().ticket, said().ticket ?? '–'],
    [words().declared, declared()],
    [words().issuedAt, paperTime(said().issuedAt)],
    [words().issuedBy, said().issuedBy ?? words().byItself],
    [words().reason, issueReason(props.words, said().reason)],
  ];
  return (
    <header class="slip-masthead">
      <div class="slip-title">
        <p class="slip-yard">{said().yardName}</p>
        <h1>{words().title}</h1>
        <p class="slip-number">
          {said().number} <span>{words().version(said().version)}</span>
        </p>
        <Show when={standingOf(props.slip) === 'cancelled'}>
          <strong class="slip-stamp">{words().cancelledStamp}</strong>
        </Show>
      </div>
      <figure class="slip-qr">
        <QrCode text={props.slip.verifyUrl} label={words().verify} />
        <figcaption>{words().verifyLead}</figcaption>
      </figure>
      <dl class="slip-facts">
        <For each={facts()}>
          {([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
    </header>
  );
}

import { useParams } from '@solidjs/router';
import { createMemo, For, type JSX, onMount, Show } from 'solid-js';
import type { SlipVerdict } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { verifySlip } from '../../api/slips.ts';
import { Answered } from '../../desk/Answered.tsx';
import { paperTime } from '../../slips/slip-words.ts';
import { switchLanguage, text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { showPreferredTheme } from '../../ui/theme.ts';
import { neverIssued, sealAsked } from './seal.ts';
import './verify.css';

const SIGNS: Readonly<Record<SlipVerdict['verdict'], readonly [icon: IconName, level: string]>> = {
  genuine: ['stable', 'good'],
  superseded: ['replaced', 'warning'],
  cancelled: ['close', 'alarm'],
  altered: ['alarm', 'alarm'],
  unknown: ['question', 'alarm'],
};

/** Where a slip's QR code leads: what the paper in one's hand is worth, to anyone. */
export function VerifyPage(): JSX.Element {
  const params = useParams<{ sha256: string }>();
  const seal = createMemo(() => (params.sha256 ?? '').toLowerCase());
  const answer = createAnswer(seal, (asked) =>
    sealAsked(asked) ? verifySlip(asked) : Promise.resolve(neverIssued(asked)),
  );
  onMount(showPreferredTheme);
  return (
    <main class="verify">
      <header>
        <p class="quiet">{text().verify.title}</p>
        <button type="button" class="button plain small" onClick={switchLanguage}>
          {text().language.other}
        </button>
      </header>
      <Answered answer={answer} lines={8}>
        {(said) => <Verdict said={said()} />}
      </Answered>
    </main>
  );
}

function Verdict(props: { said: SlipVerdict }): JSX.Element {
  const sign = () => SIGNS[props.said.verdict];
  const words = () => text().verify;
  const figures = (): readonly (readonly [name: string, kg: number | null])[] => [
    [text().slip.gross, props.said.gross],
    [text().slip.tare, props.said.tare],
    [text().slip.net, props.said.net],
    [text().slip.deduction, props.said.deduction],
    [text().slip.accepted, props.said.accepted],
  ];
  return (
    <>
      <section class={`verdict ${sign()[1]}`} role="status">
        <Icon name={sign()[0]} />
        <h1>{words().verdicts[props.said.verdict]}</h1>
        <p>{words().says[props.said.verdict]}</p>
        <p>
          <strong>{words().advice[props.said.verdict]}</strong>
        </p>
      </section>
      <Show when={props.said.number}>
        {(number) => (
          <section class="verify-figures">
            <h2>{words().compare}</h2>
            <dl>
              <div>
                <dt>{text().slip.number}</dt>
                <dd>
                  <b>{number()}</b> {text().slip.version(props.said.version ?? 1)}
                </dd>
              </div>
              <Show when={(props.said.latestVersion ?? 0) > (props.said.version ?? 0)}>
                <div class="warning">
                  <dt>{text().slip.states.superseded}</dt>
                  <dd>{words().latest(props.said.version ?? 1, props.said.latestVersion ?? 1)}</dd>
                </div>
              </Show>
              <div>
                <dt>{text().slip.yard}</dt>
                <dd>{props.said.yardName ?? '–'}</dd>
              </div>
              <div>
                <dt>{text().slip.truck}</dt>
                <dd>{props.said.plate ?? '–'}</dd>
              </div>
              <div>
                <dt>{text().slip.issuedAt}</dt>
                <dd>{props.said.issuedAt === null ? '–' : paperTime(props.said.issuedAt)}</dd>
              </div>
              <For each={figures()}>
                {([name, kg]) => (
                  <div class="figure">
                    <dt>{name}</dt>
                    <dd>
                      <b>{kg === null ? '–' : kilograms(kg)}</b> kg
                    </dd>
                  </div>
                )}
              </For>
              <For each={props.said.grades}>
                {({ grade, acceptedKg }) => (
                  <div class="figure grade">
                    <dt>
                      <GradeSwatch bucket={grade} /> {gradeName(text(), grade)}
                    </dt>
                    <dd>
                      <b>{kilograms(acceptedKg)}</b> kg
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </Show>
      <p class="verify-code quiet">
        {words().code} <code>{props.said.sha256}</code>
      </p>
    </>
  );
}

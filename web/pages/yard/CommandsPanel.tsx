import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { fetchCommands } from '../../api/commands.ts';
import { createPolled } from '../../api/create-polled.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { dayAfter } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CommandRow } from './CommandRow.tsx';
import './commands.css';
import { commandsToShow, countFailures, HELD_DAYS, isStanding } from './device-commands.ts';

const REFRESH_MS = 10_000;
const SHOWN_AT_FIRST = 6;

/** What the yard told its devices on a day and what became of it; on the last day also the holds of days before. */
export function CommandsPanel(props: { yard: string; day: string; isToday: boolean }): JSX.Element {
  const [isWhole, setWhole] = createSignal(false);
  const answer = createPolled(
    () => `${props.yard} ${props.day}`,
    async () => {
      const from = props.isToday ? dayAfter(props.day, 1 - HELD_DAYS) : props.day;
      return commandsToShow((await fetchCommands(props.yard, from, props.day)).commands, props.day);
    },
    REFRESH_MS,
  );
  const commands = createMemo(() => answer.value() ?? []);
  // a hold that stands is never folded away
  const atFirst = (): number => Math.max(SHOWN_AT_FIRST, commands().filter(isStanding).length);
  const shown = (): number => (isWhole() ? commands().length : Math.min(atFirst(), commands().length));
  // rows are kept by their number, so that a form being filled in stays through a refresh
  const ids = createMemo(() =>
    commands()
      .slice(0, shown())
      .map(({ id }) => id),
  );
  return (
    <Panel
      class="commands-day"
      title={text().commands.title}
      note={<Note failures={countFailures(commands())} all={commands().length} />}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Answered answer={answer} lines={2}>
        {() => (
          <>
            <Show when={answer.error()}>{(error) => <Failure error={error()} retry={answer.ask} />}</Show>
            <Show when={ids().length > 0} fallback={<Notice level="quiet">{text().commands.none}</Notice>}>
              <ul class="command-list">
                <For each={ids()}>
                  {(id) => (
                    <Show when={commands().find((command) => command.id === id)}>
                      {(command) => <CommandRow yard={props.yard} command={command()} refresh={answer.ask} />}
                    </Show>
                  )}
                </For>
              </ul>
            </Show>
            <Show when={commands().length > shown()}>
              <p class="more">
                <button type="button" class="button small" onClick={() => setWhole(true)}>
                  {text().commands.more(commands().length - shown())}
                </button>
              </p>
            </Show>
          </>
        )}
      </Answered>
    </Panel>
  );
}

function Note(props: { failures: { failed: number; expired: number }; all: number }): JSX.Element {
  return (
    <Show when={props.all > 0}>
      <span>
        {text().commands.counts(props.all)}
        <Show when={props.failures.failed > 0}>{`, ${text().commands.failedCount(props.failures.failed)}`}</Show>
        <Show when={props.failures.expired > 0}>{`, ${text().commands.expiredCount(props.failures.expired)}`}</Show>
      </span>
    </Show>
  );
}

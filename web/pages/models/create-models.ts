import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { RegionRequest, YardModels } from '../../../domain/wire/http-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { commandModels, fetchModels, type ModelCommand, saveRegion } from '../../api/models.ts';

const POLL_MS = 10_000;
const POLL_FAST_MS = 1_000;
const LATE_AFTER_POLLS = 20;

export type Sent = { readonly what: ModelCommand | 'region'; readonly state: 'sent' | 'arrived' | 'refused' | 'late' };

export interface Models {
  readonly answer: Answer<YardModels>;
  /** where the last command stands; it has arrived when the yard's models tell of it */
  readonly sent: Accessor<Sent | null>;
  readonly command: (command: ModelCommand, reason: string, version?: string) => Promise<void>;
  readonly region: (camera: { area: string; device: string }, wish: RegionRequest) => Promise<void>;
}

/** The models of a yard, asked for every 10 s, and every second while a command is on its way. */
export function createModels(yard: Accessor<string>): Models {
  const answer = createAnswer(yard, fetchModels);
  const [sent, setSent] = createSignal<Sent | null>(null);
  let fast: ReturnType<typeof setInterval> | undefined;
  let before = '';
  let rowsBefore = 0;
  const slow = setInterval(answer.ask, POLL_MS);
  onCleanup(() => {
    clearInterval(slow);
    clearInterval(fast);
  });
  createEffect(
    on(answer.value, (models) => {
      const isWaiting = sent()?.state === 'sent' || sent()?.state === 'late';
      if (models === undefined || !isWaiting || traceOf(models) === before) return;
      clearInterval(fast);
      const isTold = models.audit.length > rowsBefore;
      const state = isTold && newestFirst(models.audit)[0]?.action === 'refused' ? 'refused' : 'arrived';
      setSent((known) => known && { ...known, state });
    }),
  );
  const follow = async (what: Sent['what'], send: () => Promise<unknown>): Promise<void> => {
    const known = answer.value();
    before = known === undefined ? '' : traceOf(known);
    rowsBefore = known?.audit.length ?? 0;
    await send();
    setSent({ what, state: 'sent' });
    let polls = 0;
    clearInterval(fast);
    fast = setInterval(() => {
      polls += 1;
      if (polls === LATE_AFTER_POLLS) setSent({ what, state: 'late' });
      answer.ask();
    }, POLL_FAST_MS);
    answer.ask();
  };
  return {
    answer,
    sent,
    command: (command, reason, version) =>
      follow(command, () => commandModels(yard(), command, { reason, ...(version === undefined ? {} : { version }) })),
    region: (camera, wish) => follow('region', () => saveRegion(yard(), camera, wish)),
  };
}

/** What was done, the last first. */
export function newestFirst(audit: YardModels['audit']): YardModels['audit'] {
  return [...audit].sort((a, b) => b.at.localeCompare(a.at));
}

/** What every command changes: the audit list, the states of the versions, the regions. */
function traceOf({ audit, versions, cameras }: YardModels): string {
  return JSON.stringify([
    audit,
    versions.map(({ version, state }) => [version, state]),
    cameras.map(({ region }) => region),
  ]);
}

import type { EpochMs } from '../../../domain/units.ts';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { agoWords } from '../../text/ages.ts';
import type { Texts } from '../../text/ko.ts';
import { count } from '../../text/weights.ts';

/** One part a kilogram passes on its way to the screen. */
export interface Link {
  readonly name: string;
  readonly state: 'good' | 'warning' | 'alarm' | 'quiet';
  readonly note: string;
}

/** The way of a kilogram from the device to the screen, part by part, each with its state and one figure. */
export function chainOf(state: SystemState, now: EpochMs, words: Texts): Link[] {
  const { chain } = words.system;
  const { collector, grading, condition } = state;
  const numbers = collector.online ? collector.numbers : null;
  const isAway = !collector.online;
  return [
    { name: chain.devices, ...(isAway ? { state: 'quiet' as const, note: '–' } : devices(state, words)) },
    {
      name: chain.collector,
      state: isAway ? 'alarm' : condition === 'collector-behind' ? 'warning' : 'good',
      note:
        numbers !== null && numbers.spooled > 0
          ? chain.behind(count(numbers.spooled))
          : chain.heard(agoWords(words, collector.heardAt, now)),
    },
    {
      name: chain.ledger,
      state: isAway ? 'quiet' : numbers?.trouble == null ? 'good' : 'alarm',
      note: numbers?.commitP95Ms == null ? '–' : chain.commit(count(numbers.commitP95Ms)),
    },
    { name: chain.database, ...database(numbers, isAway, words) },
    {
      name: chain.grading,
      state: isAway ? 'quiet' : grading.ready ? 'good' : 'warning',
      note: isAway ? '–' : chain.waiting(count(grading.waiting)),
    },
    { name: chain.screens, state: 'good', note: chain.clients(count(state.server.clients)) },
  ];
}

function devices(state: SystemState, words: Texts): Omit<Link, 'name'> {
  const { chain } = words.system;
  const all = state.yards.flatMap(({ devices: inYard }) => inYard);
  if (all.length === 0) return { state: 'quiet', note: chain.noDevices };
  const quiet = all.filter(({ condition }) => condition === 'silent' || condition === 'offline').length;
  const speaking = all.filter(({ condition }) => condition === 'speaking').length;
  if (quiet === 0 && speaking === 0) return { state: 'quiet', note: chain.resting(all.length) };
  return { state: quiet > 0 ? 'warning' : 'good', note: chain.speaking(speaking, all.length) };
}

function database(numbers: SystemState['collector']['numbers'], isAway: boolean, words: Texts): Omit<Link, 'name'> {
  const { chain } = words.system;
  if (isAway || numbers === null) return { state: 'quiet', note: '–' };
  const { projection } = numbers;
  if (projection === null) return { state: 'quiet', note: chain.unset };
  return { state: projection.state === 'running' ? 'good' : 'warning', note: chain.due(count(projection.due)) };
}

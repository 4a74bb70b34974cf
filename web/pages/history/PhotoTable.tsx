import { A, useNavigate } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { formatKst } from '../../../domain/kst-time.ts';
import { makeResizeWatch } from '../../charts/resize.ts';
import type { ShownPhoto } from '../../columns/photos/photo-store.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import type { Photos } from './create-photos.ts';
import { marksOf } from './selection.ts';
import { ROW_PIXELS, rowsAt, scrollHeight } from './virtual-rows.ts';

/** The photos that fit, newest first: only those in sight are rows of the page. */
export function PhotoTable(props: { photos: Photos; matched: number; yardName: (id: string) => string }): JSX.Element {
  let frame: HTMLDivElement | undefined;
  const [scroll, setScroll] = createSignal(0);
  const [height, setHeight] = createSignal(480);
  const [rows, setRows] = createSignal<{ readonly from: number; readonly rows: readonly ShownPhoto[] }>({
    from: 0,
    rows: [],
  });
  const inSight = () => rowsAt(scroll(), height(), props.matched);
  const ask = async (): Promise<void> => {
    const { first, count } = inSight();
    const got = await props.photos.rowsFrom(first, count);
    if (inSight().first === first) setRows({ from: first, rows: got });
  };
  createEffect(on([() => inSight().first, () => inSight().count, props.photos.answered], () => void ask()));
  // other photos fit now: their list begins at its top
  createEffect(
    on(
      () => props.photos.answered()?.question,
      () => frame?.scrollTo({ top: 0 }),
      { defer: true },
    ),
  );
  onMount(() => {
    if (frame !== undefined) makeResizeWatch(frame, () => setHeight(frame?.clientHeight ?? 480));
  });
  const words = () => text().past.columns;
  return (
    <section
      ref={frame}
      class="photo-rows"
      tabindex="0"
      aria-label={text().past.rowsLabel}
      onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
    >
      <div class="photo-room" style={{ height: `${scrollHeight(props.matched)}px` }}>
        <table style={{ transform: `translateY(${scroll()}px)` }} aria-rowcount={props.matched}>
          <thead>
            <tr>
              <th>{words().at}</th>
              <th>{words().yard}</th>
              <th>{words().camera}</th>
              <th>{words().partner}</th>
              <th>{words().direction}</th>
              <th>{words().grade}</th>
              <th class="number">{words().confidence}</th>
              <th class="number">{words().kg}</th>
              <th>{words().marks}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows().rows}>
              {(photo, place) => <Row photo={photo} number={rows().from + place()} yardName={props.yardName} />}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row(props: { photo: ShownPhoto; number: number; yardName: (id: string) => string }): JSX.Element {
  const navigate = useNavigate();
  const address = (): string => `/visits/${encodeURIComponent(props.photo.visit)}`;
  const clock = (): string => formatKst(props.photo.at).slice(0, 19).replace('T', ' ');
  const marks = (): string =>
    marksOf(props.photo.flags)
      .map((mark) => text().past.marksNames[mark])
      .join(', ');
  const open = (): void => {
    if (props.photo.visit !== '') navigate(address());
  };
  return (
    // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr
      aria-rowindex={props.number + 1}
      classList={{ link: props.photo.visit !== '' }}
      style={{ height: `${ROW_PIXELS}px` }}
      onClick={open}
    >
      <td>
        <Show when={props.photo.visit !== ''} fallback={<span title={text().past.noVisit}>{clock()}</span>}>
          <A href={address()} title={text().past.openVisit} onClick={(event) => event.stopPropagation()}>
            {clock()}
          </A>
        </Show>
      </td>
      <td>{props.yardName(props.photo.yard)}</td>
      <td>{props.photo.camera}</td>
      <td class="cut" title={props.photo.partner}>
        {props.photo.partner === '' ? '–' : props.photo.partner}
      </td>
      <td>{text().direction[props.photo.direction as 'inbound'] ?? text().direction.unknown}</td>
      <td>
        <GradeSwatch bucket={props.photo.grade} /> {gradeName(text(), props.photo.grade)}
      </td>
      <td class="number">{props.photo.confidence === null ? '–' : percent(props.photo.confidence)}</td>
      <td class="number">{props.photo.kg === null ? '–' : kilograms(props.photo.kg)}</td>
      <td>{marks()}</td>
    </tr>
  );
}

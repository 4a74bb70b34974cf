import { createEffect, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import { listOfNames } from '../../api/names.ts';
import { query } from '../../api/request.ts';
import { inOrderOfWorth } from '../../charts/hour-stacks.ts';
import { Failure } from '../../desk/Answered.tsx';
import { ExportMenu } from '../../desk/ExportMenu.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ConfidenceRange } from './ConfidenceRange.tsx';
import { createPhotos } from './create-photos.ts';
import { FilterBar } from './FilterBar.tsx';
import { GradeSums } from './GradeSums.tsx';
import { drawnGrain, type Grain, type Window } from './grain.ts';
import type { HistoryParts } from './HistoryPage.tsx';
import { LoadBar } from './LoadBar.tsx';
import { PhotoTable } from './PhotoTable.tsx';
import { byCount, grainOf, loadedWindow, photoBars, photoBuckets } from './photo-bars.ts';
import { photoQuestion } from './photo-question.ts';
import { photoExport } from './selection.ts';
import { ZoomChart } from './ZoomChart.tsx';

/** Judged photos of any number: a worker holds and filters them, the page draws counts and the rows in sight. */
export function PhotosView(props: HistoryParts): JSX.Element {
  const window = () => props.view().window;
  const [width, setWidth] = createSignal(1_000);
  const loaded = createMemo<Window>((before) => loadedWindow(window(), before ?? null, Date.now()));
  const yards = createMemo(() => listOfNames(props.view().yards));
  const path = createMemo(() => {
    const { from, to } = loaded();
    return `/api/columns/inspections${query({ from: formatKst(from), to: formatKst(to), yards: yards() })}`;
  });
  // parts that a bar may have; the photos will tell
  const [kinds, setKinds] = createSignal(8);
  const grain = createMemo<Grain>(() => drawnGrain(window(), width(), kinds()));
  const question = createMemo(() => photoQuestion(props.view(), photoBuckets(window(), grain())));
  const photos = createPhotos(path, question);
  createEffect(() => setKinds(photos.answered()?.names.grade.length ?? 8));
  const bars = createMemo(() => {
    const answered = photos.answered();
    return answered && photoBars(answered, grainOf(answered.question.buckets, grain()), inOrderOfWorth);
  });
  const title = (): string => text().past.photosTitle(text().past.grains[bars()?.grain ?? grain()] ?? '');
  const matched = (): number => photos.answered()?.answer.matched ?? 0;
  const partners = createMemo(() => {
    const answered = photos.answered();
    return answered === undefined ? [] : byCount(answered.names.partner, answered.answer.partners);
  });
  const cameras = createMemo(() => {
    const answered = photos.answered();
    return answered === undefined ? [] : byCount(answered.names.camera, answered.answer.cameras);
  });
  return (
    <>
      <FilterBar {...props} partners={partners()} cameras={cameras()} grades={GRADE_BUCKETS}>
        <ExportMenu kind="inspections" selection={photoExport(props.view())} />
      </FilterBar>
      <Show when={photos.error()}>
        {(error) => (
          <Show
            when={error().code === 'EXPORT_TOO_LARGE' && photos.refusal()}
            fallback={<Failure error={error()} retry={photos.retry} />}
          >
            {(refusal) => <Notice level="warning">{refusal()}</Notice>}
          </Show>
        )}
      </Show>
      <Panel
        title={title()}
        note={<LoadBar photos={photos} matched={matched()} />}
        failed={text().common.panelFailed}
        retry={text().common.retry}
      >
        <div class="photo-charts" data-filter-ms={photos.answered()?.ms.toFixed(1)} data-matched={matched()}>
          <div>
            <ZoomChart
              bars={bars() ?? { grain: grain(), starts: [], keys: [], values: new Float64Array(0) }}
              window={window()}
              unit="photos"
              label={title()}
              move={(next) => props.turn({ window: next })}
              resized={setWidth}
            />
            <p class="chart-hint">{text().past.hint}</p>
          </div>
          <ConfidenceRange
            bins={photos.answered()?.answer.confidence ?? new Uint32Array(0)}
            range={props.view().confidence}
            choose={(confidence) => props.turn({ confidence }, true)}
          />
        </div>
        <Show when={bars()}>{(known) => <GradeSums bars={known()} unit="photos" />}</Show>
      </Panel>
      <Panel
        title={text().past.rowsTitle}
        note={text().past.countNote}
        failed={text().common.panelFailed}
        retry={text().common.retry}
      >
        <Switch fallback={<PhotoTable photos={photos} matched={matched()} yardName={props.yardName} />}>
          <Match when={photos.isDone() && photos.rows() === 0}>
            <Notice level="quiet">{text().past.photosNone}</Notice>
          </Match>
          <Match when={photos.isDone() && photos.answered() !== undefined && matched() === 0}>
            <Notice level="quiet">{text().past.photosEmpty}</Notice>
          </Match>
        </Switch>
      </Panel>
    </>
  );
}

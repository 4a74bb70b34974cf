import { useParams } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { Answered } from '../../desk/Answered.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { createYardLive } from '../../live/create-yard-live.ts';
import { clockSeconds } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { errorSentence } from '../../text/phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { createDesk } from './create-desk.ts';
import { createReview } from './create-review.ts';
import { totalAtStake } from './doubts.ts';
import { Judge } from './Judge.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { QueueList } from './QueueList.tsx';
import { ReviewHead } from './ReviewHead.tsx';
import { Stage } from './Stage.tsx';
import './review.css';
import './judge.css';

/** What a person should look at, most money first, judged with one key each. */
export function ReviewPage(): JSX.Element {
  const params = useParams<{ yard: string }>();
  return <For each={[params.yard]}>{(yard) => <Queue yard={yard ?? ''} />}</For>;
}

function Queue(props: { yard: string }): JSX.Element {
  const session = useSession();
  const review = createReview(() => props.yard);
  const live = createYardLive(props.yard, { onVisits: review.refresh, onSnapshot: review.refresh });
  const desk = createDesk(review, () => mayManage(session));
  const choose = (key: string): void => {
    review.choose(key);
    document.querySelector('.stage')?.scrollIntoView({ block: 'nearest' }); // on a phone the list stands below the photo
  };
  return (
    <div class="review-page">
      <ReviewHead
        yard={props.yard}
        name={live.summary?.name ?? text().review.back}
        done={review.done()}
        left={review.left().length}
        atStake={totalAtStake(review.left())}
        said={desk.said()}
        help={() => desk.setHelp(true)}
      />
      <Show when={live.staleSince}>
        {(since) => <Notice level="warning">{text().yard.stale(clockSeconds(since()))}</Notice>}
      </Show>
      <Show when={!mayManage(session)}>
        <Notice level="quiet">{text().review.readOnly}</Notice>
      </Show>
      <Show when={review.state().failure}>
        {(failure) => (
          <Notice level="warning">
            {failure().what === 'undoFailed'
              ? text().review.undoFailed(failure().plate)
              : text().review.failed(failure().plate)}{' '}
            {failure().what === 'late' ? text().review.late : errorSentence(text(), failure().code)}{' '}
            <button type="button" class="button small" onClick={review.dismiss}>
              {text().review.dismiss}
            </button>
          </Notice>
        )}
      </Show>
      <Answered answer={review.answer} lines={10}>
        {() => (
          <Show
            when={review.current()}
            fallback={
              <div class="review-empty">
                <h2>{text().review.empty}</h2>
                <p class="quiet">{text().review.emptyLead}</p>
                <Show when={desk.canJudge() && review.state().decisions.length > 0}>
                  <button type="button" class="button" onClick={() => desk.act({ does: 'undo' })}>
                    {text().review.undo} <kbd>U</kbd>
                  </button>
                </Show>
              </div>
            }
          >
            {(doubt) => (
              <div class="review-body">
                <QueueList doubts={review.left()} current={doubt()} choose={choose} />
                <Stage doubt={doubt()} left={review.left()} choose={review.choose} />
                <Judge doubt={doubt()} desk={desk} canUndo={review.state().decisions.length > 0} />
              </div>
            )}
          </Show>
        )}
      </Answered>
      <Show when={desk.isHelpOpen()}>
        <KeysHelp close={() => desk.setHelp(false)} />
      </Show>
    </div>
  );
}

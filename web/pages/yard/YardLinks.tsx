import { A } from '@solidjs/router';
import { type JSX, onCleanup, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchReview } from '../../api/review.ts';
import { maySeeFlows, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';

const REFRESH_MS = 15_000;

/** The way to the review queue, with how many trucks wait in it, to the slips of the day and to the models. */
export function YardLinks(props: { yard: string; day: string }): JSX.Element {
  const session = useSession();
  const review = createAnswer(
    () => props.yard,
    (yard) => fetchReview(yard, 1),
  );
  const timer = setInterval(review.ask, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <>
      <A class="button review-link" href={`/review/${props.yard}`}>
        {text().yard.reviewLink}
        <Show when={review.value()?.total}>{(total) => <b class="badge">{count(total())}</b>}</Show>
      </A>
      <Show when={maySeeFlows(session)}>
        <A class="button" href={`/slips?yard=${props.yard}&day=${props.day}`}>
          {text().slips.link}
        </A>
      </Show>
      <A class="button" href={`/yards/${props.yard}/models`}>
        {text().yard.modelsLink}
      </A>
    </>
  );
}

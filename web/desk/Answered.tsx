import { type JSX, Match, Switch } from 'solid-js';
import type { Answer } from '../api/create-answer.ts';
import type { ApiError } from '../api/request.ts';
import { text } from '../text/language.ts';
import { errorSentence } from '../text/phrases.ts';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** A failure as a sentence that says what to do, with the number the administrator asks for. */
export function Failure(props: { error: ApiError; retry?: () => void }): JSX.Element {
  return (
    <Notice level="warning">
      {errorSentence(text(), props.error.code, props.error.details.problem)}{' '}
      {props.error.requestId === undefined ? null : (
        <span class="quiet">({text().requestId(props.error.requestId)}) </span>
      )}
      {props.retry === undefined ? null : (
        <button type="button" class="button small" onClick={() => props.retry?.()}>
          {text().common.retry}
        </button>
      )}
    </Notice>
  );
}

/** What an answer holds, its skeleton while it is on its way, or what to do when it failed. */
export function Answered<Value>(props: {
  answer: Answer<Value>;
  lines?: number;
  children: (value: () => Value) => JSX.Element;
}): JSX.Element {
  const isThere = (): boolean => props.answer.value() !== undefined;
  return (
    <Switch>
      <Match when={isThere()}>{props.children(() => props.answer.value() as Value)}</Match>
      <Match when={props.answer.error()}>{(error) => <Failure error={error()} retry={props.answer.ask} />}</Match>
      <Match when={true}>
        <Skeleton lines={props.lines ?? 4} label={text().common.loading} />
      </Match>
    </Switch>
  );
}

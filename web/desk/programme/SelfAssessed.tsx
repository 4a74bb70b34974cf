import type { JSX } from 'solid-js';
import { text } from '../../text/language.ts';

/** 자가진단: stands wherever a level is shown; no level of ours is official. */
export function SelfAssessed(): JSX.Element {
  return (
    <span class="self-assessed" title={text().programme.selfNote}>
      {text().programme.selfAssessed}
    </span>
  );
}

import type { JSX } from 'solid-js';
import { gradeColour, gradePattern } from './grade-colours.ts';

/** The colour of a grade as a small square; its name always stands beside it. */
export function GradeSwatch(props: { bucket: string }): JSX.Element {
  return (
    <i
      class={`swatch ${gradePattern(props.bucket)}`}
      style={{ 'background-color': gradeColour(props.bucket) }}
      aria-hidden="true"
    />
  );
}

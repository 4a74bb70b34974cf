import { Index, type JSX } from 'solid-js';

/** Segments a to g, lit per figure; a blank has none. */
const LIT: Readonly<Record<string, string>> = {
  '0': 'abcdef',
  '1': 'bc',
  '2': 'abdeg',
  '3': 'abcdg',
  '4': 'bcfg',
  '5': 'acdfg',
  '6': 'acdefg',
  '7': 'abc',
  '8': 'abcdefg',
  '9': 'abcdfg',
  '-': 'g',
};

const SHAPES: Readonly<Record<string, string>> = {
  a: '8,2 46,2 39,9 15,9',
  b: '48,4 48,47 41,43 41,11',
  c: '48,53 48,96 41,89 41,57',
  d: '15,91 39,91 46,98 8,98',
  e: '6,53 13,57 13,89 6,96',
  f: '6,4 13,11 13,43 6,47',
  g: '9,50 15,46.5 39,46.5 45,50 39,53.5 15,53.5',
};

const SLOT = 56;

/** A number as the figures of a scale indicator, right-aligned in `digits` places. */
export function SevenSegment(props: { value: number | null; digits: number; label: string }): JSX.Element {
  const places = (): string[] => [...(props.value === null ? '' : String(props.value)).padStart(props.digits)];
  return (
    <svg
      class="seven-segment"
      viewBox={`0 0 ${props.digits * SLOT + 8} 100`}
      role="img"
      aria-label={props.label}
      preserveAspectRatio="xMaxYMid meet"
    >
      <g transform="skewX(-4) translate(6 0)">
        <Index each={places()}>
          {(figure, place) => (
            <g transform={`translate(${place * SLOT} 0)`}>
              <Index each={Object.keys(SHAPES)}>
                {(segment) => (
                  <polygon
                    points={SHAPES[segment()] ?? ''}
                    class={LIT[figure()]?.includes(segment()) ? 'lit' : 'unlit'}
                  />
                )}
              </Index>
            </g>
          )}
        </Index>
      </g>
    </svg>
  );
}

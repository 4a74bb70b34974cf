import { listOfNames } from '../../api/names.ts';
import { type RangeChoice, writeRange } from './spans.ts';

/** The address of the flows page with a range, narrowed to names, with its trucks open beside it where they are asked for. */
export function flowsAddress(
  range: RangeChoice,
  narrowing: {
    readonly suppliers?: readonly string[];
    readonly grades?: readonly string[];
    readonly trucks?: string;
    readonly chart?: string;
  },
): string {
  const { suppliers = [], grades = [], trucks, chart } = narrowing;
  const { day, to, ...rest } = writeRange(range);
  const parameters: [string, string | null | undefined][] = [
    ['range', rest.range],
    ['day', day],
    ['to', to],
    ['suppliers', suppliers.length > 0 ? listOfNames(suppliers) : null],
    ['grades', grades.length > 0 ? listOfNames(grades) : null],
    ['trucks', trucks],
    ['chart', chart],
  ];
  const set = parameters.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]]));
  return `/flows?${new URLSearchParams(set)}`;
}

import { FOREIGN_STRIPE, UNJUDGED_LINE } from '../ui/grade-colours.ts';
import {
  axisSteps,
  type Plot,
  type Rectangle,
  rectangles,
  sumAt,
  type TimeBarsData,
  type TimeWindow,
  xOf,
} from './time-bars.ts';
import { type Tick, timeTicks } from './time-ticks.ts';

/** Words, colours and formats a chart takes from its page. */
export interface TimeBarsDress {
  readonly keyColour: (key: string) => string;
  readonly tickName: (tick: Tick) => string;
  /** a value of the axis, as it stands beside its line */
  readonly valueName: (value: number) => string;
  /** what one of the axis is of the values: 1,000 for tonnes of kilograms */
  readonly unit: number;
  readonly quiet: string;
  readonly line: string;
  readonly strong: string;
}

const TICK_ROOM = 64;
const MARGIN = { left: 52, right: 8, top: 10, bottom: 26 };

/** The part of a canvas that bars stand in. */
export function plotOf(width: number, height: number): Plot {
  const { left, right, top, bottom } = MARGIN;
  return { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}

/** Draws axes and bars; tells how many parts of bars were drawn. */
export function drawTimeBars(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  data: TimeBarsData,
  { window, dress, marked }: { readonly window: TimeWindow; readonly dress: TimeBarsDress; readonly marked: number },
): number {
  const plot = plotOf(size.width, size.height);
  context.clearRect(0, 0, size.width, size.height);
  const sums = data.starts.map((start, bucket) =>
    start < window.to && (data.ends[bucket] ?? 0) > window.from ? sumAt(data, bucket) : 0,
  );
  const steps = axisSteps(Math.max(0, ...sums) / dress.unit);
  const most = (steps.at(-1) ?? 1) * dress.unit;
  context.font = '12px "Pretendard Variable", sans-serif';
  drawValues(context, plot, steps, dress);
  drawTicks(context, plot, window, dress);
  if (marked >= 0) drawMark(context, plot, data, window, marked, dress);
  const parts = rectangles(data, window, plot, most);
  for (const part of parts) drawPart(context, part, data.keys[part.key] ?? '', dress);
  return parts.length;
}

function drawValues(
  context: CanvasRenderingContext2D,
  plot: Plot,
  steps: readonly number[],
  dress: TimeBarsDress,
): void {
  const most = steps.at(-1) ?? 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = dress.quiet;
  context.strokeStyle = dress.line;
  context.lineWidth = 1;
  for (const step of steps) {
    const y = Math.round(plot.top + plot.height - (step / most) * plot.height) + 0.5;
    context.beginPath();
    context.moveTo(plot.left, y);
    context.lineTo(plot.left + plot.width, y);
    context.stroke();
    context.fillText(dress.valueName(step), plot.left - 8, y);
  }
}

function drawTicks(context: CanvasRenderingContext2D, plot: Plot, window: TimeWindow, dress: TimeBarsDress): void {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of timeTicks(window, Math.max(2, plot.width / TICK_ROOM))) {
    const x = xOf(tick.at, window, plot);
    context.fillStyle = dress.quiet;
    context.fillRect(Math.round(x), plot.top + plot.height, 1, 4);
    const half = context.measureText(dress.tickName(tick)).width / 2;
    const inside = Math.min(Math.max(x, plot.left + half - 20), plot.left + plot.width - half);
    context.fillText(dress.tickName(tick), inside, plot.top + plot.height + 8);
  }
}

function drawMark(
  context: CanvasRenderingContext2D,
  plot: Plot,
  { starts, ends }: TimeBarsData,
  window: TimeWindow,
  bucket: number,
  dress: TimeBarsDress,
): void {
  const x0 = Math.max(plot.left, xOf(starts[bucket] ?? 0, window, plot));
  const x1 = Math.min(plot.left + plot.width, xOf(ends[bucket] ?? 0, window, plot));
  context.fillStyle = dress.line;
  context.globalAlpha = 0.5;
  context.fillRect(x0, plot.top, Math.max(1, x1 - x0), plot.height);
  context.globalAlpha = 1;
}

function drawPart(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Rectangle,
  key: string,
  dress: TimeBarsDress,
): void {
  const colour = dress.keyColour(key);
  if (colour === 'transparent') {
    context.strokeStyle = UNJUDGED_LINE;
    context.setLineDash([3, 3]);
    context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1));
    context.setLineDash([]);
    return;
  }
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
  if (key !== 'foreign' || height < 4) return;
  // foreign is told apart by stripes, as everywhere
  context.fillStyle = FOREIGN_STRIPE;
  for (let stripe = y + 2; stripe < y + height; stripe += 4) context.fillRect(x, stripe, width, 1);
}

/** Height of a row and of the head above the rows. */
export const ROW_PIXELS = 36;
const HEAD_PIXELS = 36;
/** Browsers stop at some 17 to 33 million pixels; beyond this many a step of the scroll bar is more than a row. */
const TALLEST = 8_000_000;

/** Height of what is scrolled for so many rows. */
export function scrollHeight(rows: number): number {
  return Math.min(TALLEST, rows * ROW_PIXELS + HEAD_PIXELS);
}

/** Which rows are in sight; the first of them stands whole at the top. */
export function rowsAt(
  scroll: number,
  height: number,
  rows: number,
): { readonly first: number; readonly count: number } {
  const visible = Math.ceil(height / ROW_PIXELS) + 1;
  const room = Math.max(1, scrollHeight(rows) - height);
  const last = Math.max(0, rows - Math.floor((height - HEAD_PIXELS) / ROW_PIXELS));
  const isScaled = scrollHeight(rows) === TALLEST;
  const exact = isScaled ? Math.round((Math.min(scroll, room) / room) * last) : scroll / ROW_PIXELS;
  const first = Math.max(0, Math.min(last, Math.floor(exact)));
  return { first, count: Math.min(visible, rows - first) };
}

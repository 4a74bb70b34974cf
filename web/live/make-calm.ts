/**
 * Calls `act` at once and then at most every `everyMs`; what comes meanwhile is made up for by one call at the end.
 * Call `stop` to forget it.
 */
export function makeCalm(
  act: () => void,
  everyMs: () => number,
): { readonly ask: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    act();
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, everyMs());
  };
  return {
    ask(): void {
      isAsked = true;
      if (timer === undefined) run();
    },
    stop: () => clearTimeout(timer),
  };
}

import { type Accessor, createSignal } from 'solid-js';
import { ApiError } from '../api/request.ts';

export interface Action {
  readonly isBusy: Accessor<boolean>;
  readonly failure: Accessor<ApiError | undefined>;
  /** True when it worked; a failure stays until the next try. */
  readonly run: (act: () => Promise<void>) => Promise<boolean>;
}

/** One thing a person does at a time, with what went wrong. */
export function createAction(): Action {
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiError>();
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    if (isBusy()) return false;
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error }));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, run };
}

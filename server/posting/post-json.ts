const TIMEOUT_MS = 10_000;

export interface Posting {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** breaks it off */
  readonly signal: AbortSignal;
  readonly timeoutMs?: number | undefined;
}

/** What the other side answered; `status` is null when it did not. */
export interface Posted {
  readonly isTaken: boolean;
  readonly status: number | null;
  /** a few words of what came back or went wrong, without the address */
  readonly words: string;
}

/**
 * Posts JSON to a webhook: 10 s, and redirects are not followed, because the address is a setting. What the other side
 * says beside its status is not read. Never rejects.
 */
export async function postJson({ url, body, headers, signal, timeoutMs = TIMEOUT_MS }: Posting): Promise<Posted> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    return { isTaken: answer.ok, status: answer.status, words: `answered ${answer.status}` };
  } catch (error) {
    // the cause says more than fetch does: refused, reset, timed out
    return { isTaken: false, status: null, words: String((error as Error).cause ?? error) };
  }
}

/** A person at the server's own addresses. */
export interface SignedIn {
  /** Asks below `/api`, JSON or bytes in, JSON out. @throws when the server refuses */
  readonly ask: <T>(method: string, path: string, body?: object) => Promise<T>;
  /** what the server knows the person by, as a Cookie header */
  readonly cookie: string;
  readonly signOut: () => Promise<void>;
}

/** Sessions begin with a body of their own: a name and password, or the token of a link. @throws when it is refused */
export async function signIn(address: string, body: object, path = '/session'): Promise<SignedIn> {
  const login = await fetch(`${address}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (!login.ok) throw new Error(`login: ${await login.text()}`);
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: {
        cookie,
        ...(body ? { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' } : {}),
      },
      ...(body ? { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  return { ask, cookie, signOut: () => ask<void>('DELETE', '/session').catch(() => undefined) };
}

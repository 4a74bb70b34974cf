import type { Subject, World } from './world.ts';

/** A request that every subject makes, and the status that each is answered with, in the order of `SUBJECTS`. */
export interface Step {
  readonly url: string;
  readonly body?: object;
  readonly bytes?: Buffer;
  /** it ends the subject's session, so it comes after all others */
  readonly isLast?: boolean;
  /** it is answered by the secret that is in it (a password, a token, the SHA-256 on a slip), whoever the subject is */
  readonly isBySecret?: boolean;
  readonly expects: string;
}

const PLACE = /\{(new:)?(\w+)\}/g;

/** An address or a body with the ids of rows in it; what is new is made for this request alone. */
export async function filled({ ids, fresh }: World, text: string): Promise<string> {
  const made = new Map<string, string>();
  for (const [place, isNew, name = ''] of text.matchAll(PLACE)) {
    const id = isNew ? await fresh[name]?.() : ids[name];
    if (id === undefined) throw new Error(`nothing is called ${place}`);
    made.set(place, id);
  }
  return text.replaceAll(PLACE, (place) => made.get(place) ?? '');
}

/** Revisions and months are numbers in a body. */
function unquoted(json: string): string {
  return json.replaceAll(/"(revision|termMonths)":"(\d+)"/g, '"$1":$2');
}

/** Makes the request; `from` is an address of its own, so that no limit of tries is met. */
export async function take(world: World, subject: Subject, method: string, step: Step, from: string) {
  const cookie = world.cookies[subject];
  const url = await filled(world, step.url);
  const body =
    step.body === undefined ? undefined : JSON.parse(unquoted(await filled(world, JSON.stringify(step.body))));
  return await world.server.http.inject({
    method: method as 'GET',
    url,
    remoteAddress: from,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(step.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    },
    ...(step.bytes === undefined ? {} : { payload: step.bytes }),
    ...(body === undefined ? {} : { payload: body }),
  });
}

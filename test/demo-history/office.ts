import { formatKst } from '../../domain/kst-time.ts';
import type { VisitDetail, VisitList } from '../../domain/wire/http-api.ts';
import type { SignedIn } from '../demo-projects/signed-in.ts';
import type { HistoryVisit, OfficeAct } from './history-visit.ts';

/** The visits of a yard that the server lists for a day, by their tickets. */
async function visitsByTicket({ ask }: SignedIn, yard: string, day: string): Promise<Map<string, string>> {
  const { visits } = await ask<VisitList>('GET', `/visits?yard=${yard}&from=${day}&to=${day}&limit=500`);
  return new Map(visits.flatMap(({ ticket, id }) => (ticket === null ? [] : [[ticket, id] as const])));
}

/** Says at the server's own addresses what the office says of the visits of a day. Gives how many things were said. */
export async function actOnDay(person: SignedIn, visits: readonly HistoryVisit[]): Promise<number> {
  const acts = visits.flatMap((visit) => (visit.office ? [{ visit, act: visit.office }] : []));
  const [first] = visits;
  if (!first || acts.length === 0) return 0;
  const ids = await visitsByTicket(person, first.yard, first.day);
  for (const { visit, act } of acts) await say(person, `/visits/${encodeURIComponent(idIn(ids, visit))}`, act);
  return acts.length;
}

async function say({ ask }: SignedIn, visit: string, act: OfficeAct): Promise<void> {
  const { reason } = act;
  if (act.kind === 'cancellation') await ask('POST', `${visit}/cancellation`, { reason });
  else if (act.kind === 'deduction') await ask('POST', `${visit}/corrections`, { deductionKg: act.kg, reason });
  else {
    const { frames } = await ask<VisitDetail>('GET', visit);
    await ask('POST', `${visit}/corrections`, { grade: act.grade, frame: frames[0]?.id, reason });
  }
}

/** What the server calls a truck. @throws Error when it does not list it */
export async function visitIdOf(person: SignedIn, visit: HistoryVisit): Promise<string> {
  return idIn(await visitsByTicket(person, visit.yard, visit.day), visit);
}

function idIn(ids: ReadonlyMap<string, string>, { ticket, first }: HistoryVisit): string {
  const id = ids.get(ticket);
  if (id === undefined) throw new Error(`${ticket} of ${formatKst(first.at)} is not in the list of visits`);
  return id;
}

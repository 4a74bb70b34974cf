import type { Session } from '../../domain/wire/http-api.ts';
import { mayManage, maySeeFlows, maySeeNotices, maySeeProgramme, maySeeYard } from './session.ts';

export const NAVIGATION_GROUPS = ['yards', 'flows', 'papers', 'office'] as const;
export type NavigationGroup = (typeof NAVIGATION_GROUPS)[number];

/** Every page that the frame leads to, by what it is about, in the order in which it is read. */
const LINKS = [
  { group: 'yards', page: 'yards', path: '/', isSeen: maySeeYard },
  { group: 'flows', page: 'flows', path: '/flows', isSeen: maySeeFlows },
  { group: 'flows', page: 'suppliers', path: '/suppliers', isSeen: maySeeFlows },
  { group: 'flows', page: 'changes', path: '/changes', isSeen: maySeeFlows },
  { group: 'flows', page: 'stock', path: '/stock', isSeen: maySeeFlows },
  { group: 'flows', page: 'history', path: '/history', isSeen: maySeeFlows },
  { group: 'papers', page: 'slips', path: '/slips', isSeen: maySeeFlows },
  { group: 'papers', page: 'disputes', path: '/disputes', isSeen: maySeeFlows },
  { group: 'office', page: 'notices', path: '/notices', isSeen: maySeeNotices },
  { group: 'office', page: 'system', path: '/system', isSeen: mayManage },
  { group: 'office', page: 'programme', path: '/programme', isSeen: maySeeProgramme },
] as const satisfies readonly {
  group: NavigationGroup;
  page: string;
  path: string;
  isSeen: (session: Session | undefined) => boolean;
}[];
export type NavigationLink = (typeof LINKS)[number];

/** The groups of links that a session sees, none of them empty. */
export function navigationOf(
  session: Session | undefined,
): { readonly group: NavigationGroup; readonly links: readonly NavigationLink[] }[] {
  return NAVIGATION_GROUPS.map((group) => ({
    group,
    links: LINKS.filter((link) => link.group === group && link.isSeen(session)),
  })).filter(({ links }) => links.length > 0);
}

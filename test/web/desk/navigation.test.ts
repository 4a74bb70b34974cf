import { describe, expect, it } from 'vitest';
import type { Role } from '../../../domain/wire/http-api.ts';
import { navigationOf } from '../../../web/desk/navigation.ts';
import { homeOf } from '../../../web/desk/session.ts';

const session = (role: Role) => ({ user: 'someone', role, yards: null });
const pages = (role: Role) => navigationOf(session(role)).map(({ links }) => links.map(({ page }) => page).join(' '));

describe('the frame of the desk', () => {
  it.each<[Role, string[]]>([
    ['admin', ['yards', 'flows suppliers changes stock history', 'slips disputes', 'notices system programme']],
    ['plant', ['yards', 'flows suppliers changes stock history', 'slips disputes', 'system programme']],
    ['procurement', ['flows suppliers changes stock history', 'slips disputes']],
    ['programme', ['yards', 'programme']],
    ['wall', []],
    ['partner', []],
  ])('leads %s where that role may go', (role, expected) => expect(pages(role)).toEqual(expected));

  it('opens flows for procurement and yards for everyone else', () => {
    expect(homeOf(session('procurement'))).toBe('/flows');
    expect(homeOf(session('plant'))).toBe('/');
  });

  it('leads nobody anywhere before it knows who asks', () => expect(navigationOf(undefined)).toEqual([]));
});

import type { Day } from '#lib/kernel/day.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';

/** What the navigation shows beside its names. `waiting` and `unread` count up to a hundred. */
export type NavState = { role: Role; newestDay: Day | undefined; waiting: number; unread: number };

export type PlaceName =
  | 'Desk'
  | 'Latest day'
  | 'Calendar'
  | 'Search'
  | 'Review'
  | 'Notices'
  | 'Contexts'
  | 'Sources'
  | 'Exports'
  | 'Imports'
  | 'Import issues'
  | 'People'
  | 'Tokens'
  | 'Audit'
  | 'Settings'
  | 'Health'
  | 'Account';

/** A place of the newsroom. `keys` lead there; `counted` is a number that waits there. */
export type Place = {
  name: PlaceName;
  href: string;
  group: 'newsroom' | 'admin' | 'own';
  note: string;
  counted: string;
  keys?: string;
};

type PlaceRow = Omit<Place, 'note' | 'counted'> & { shown: boolean; note?: string; counted?: number };

/** The places that the table of rights lets this person see, in the order of the navigation. */
export function placesFor({ role, newestDay, waiting, unread }: NavState): Place[] {
  const can = (action: Parameters<typeof may>[1]) => may({ role }, action);
  const rows: PlaceRow[] = [
    { name: 'Desk', href: '/', group: 'newsroom', shown: true, keys: 'g d' },
    {
      name: 'Latest day',
      href: `/days/${newestDay}`,
      group: 'newsroom',
      shown: newestDay !== undefined,
      note: newestDay ? shortDayName(newestDay) : '',
    },
    { name: 'Calendar', href: '/calendar', group: 'newsroom', shown: true, keys: 'g c' },
    { name: 'Search', href: '/search', group: 'newsroom', shown: true, keys: 'g s' },
    { name: 'Review', href: '/review', group: 'newsroom', shown: can('entry.approve'), counted: waiting, keys: 'g r' },
    { name: 'Notices', href: '/notices', group: 'newsroom', shown: true, counted: unread, keys: 'g n' },
    { name: 'Contexts', href: '/contexts', group: 'newsroom', shown: true },
    { name: 'Sources', href: '/sources', group: 'newsroom', shown: true },
    { name: 'Exports', href: '/exports', group: 'newsroom', shown: can('archive.export') },
    { name: 'Imports', href: '/imports', group: 'newsroom', shown: can('archive.import') },
    { name: 'Import issues', href: '/import-issues', group: 'newsroom', shown: can('archive.resolve-issues') },
    { name: 'People', href: '/admin/people', group: 'admin', shown: can('people.read') },
    { name: 'Tokens', href: '/admin/tokens', group: 'admin', shown: can('token.create') },
    { name: 'Audit', href: '/admin/audit', group: 'admin', shown: can('audit.read') },
    { name: 'Settings', href: '/admin/settings', group: 'admin', shown: can('settings.manage') },
    { name: 'Health', href: '/admin/health', group: 'admin', shown: can('settings.manage') },
    { name: 'Account', href: '/account', group: 'own', shown: true },
  ];
  return rows
    .filter(({ shown }) => shown)
    .map(({ shown: _, note = '', counted = 0, ...place }) => ({
      ...place,
      note,
      counted: counted ? upToNinetyNine(counted) : '',
    }));
}

function upToNinetyNine(count: number): string {
  return count > 99 ? '99+' : String(count);
}

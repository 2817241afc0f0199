'use client';

import { IconCalendarMonth, IconChecklist, IconFileExport, IconFileImport, IconInbox, IconNews, IconScale, IconUsers } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Day } from '#lib/domain/day.ts';
import { shortDayName } from '#lib/domain/day-names.ts';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';

/** What the navigation shows beside its names. `waiting` counts up to a hundred. */
export type NavFacts = { role: Role; newestDay: Day | undefined; waiting: number };

/** The places of the newsroom, as far as the table of rights lets this person see them. */
export function NavLinks({ role, newestDay, waiting, onLeave }: NavFacts & { onLeave?: () => void }) {
  const here = usePathname();
  const places = [
    { href: '/', name: 'Desk', Icon: IconInbox, shown: true, note: '' },
    { href: `/days/${newestDay}`, name: 'Newest day', Icon: IconNews, shown: newestDay !== undefined, note: newestDay ? shortDayName(newestDay) : '' },
    { href: '/calendar', name: 'Calendar', Icon: IconCalendarMonth, shown: true, note: '' },
    { href: '/review', name: 'Review', Icon: IconChecklist, shown: may({ role }, 'entry.approve'), note: waiting ? counted(waiting) : '' },
    { href: '/exports', name: 'Exports', Icon: IconFileExport, shown: may({ role }, 'archive.export'), note: '' },
    { href: '/imports', name: 'Imports', Icon: IconFileImport, shown: may({ role }, 'archive.import'), note: '' },
    { href: '/settle', name: 'Settle', Icon: IconScale, shown: may({ role }, 'archive.settle'), note: '' },
    { href: '/admin/people', name: 'People', Icon: IconUsers, shown: may({ role }, 'people.read'), note: '' },
  ];
  return (
    <ul className="plain-list nav-links">
      {places.map(({ href, name, Icon, shown, note }) =>
        shown ? (
          <li key={name}>
            <Link href={href} className="nav-link" aria-current={isHere(here, href) ? 'page' : undefined} {...(onLeave ? { onClick: onLeave } : {})}>
              <Icon size={18} aria-hidden />
              <span className="nav-link-name">{name}</span>
              {note && <span className={name === 'Review' ? 'nav-count tabular' : 'nav-note tabular'}>{note}</span>}
              {name === 'Review' && note && <span className="visually-hidden"> waiting</span>}
            </Link>
          </li>
        ) : null,
      )}
    </ul>
  );
}

function counted(waiting: number): string {
  return waiting > 99 ? '99+' : String(waiting);
}

function isHere(here: string, href: string): boolean {
  return href === '/' ? here === '/' : here === href || here.startsWith(`${href}/`);
}

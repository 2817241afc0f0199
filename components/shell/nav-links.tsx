'use client';

import {
  IconAdjustments,
  IconBell,
  IconCalendarMonth,
  IconChecklist,
  IconFileExport,
  IconFileImport,
  IconHeartbeat,
  IconHistory,
  IconInbox,
  IconKey,
  IconLink,
  IconNews,
  IconScale,
  IconSearch,
  IconTags,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ComponentType } from 'react';
import base from '#components/ui/base.module.css';
import { type NavState, type Place, type PlaceName, placesFor } from './places.ts';
import styles from './shell.module.css';

const ICONS: Readonly<Record<PlaceName, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>>> = {
  Desk: IconInbox,
  'Latest day': IconNews,
  Calendar: IconCalendarMonth,
  Search: IconSearch,
  Review: IconChecklist,
  Notices: IconBell,
  Contexts: IconTags,
  Sources: IconLink,
  Exports: IconFileExport,
  Imports: IconFileImport,
  'Import issues': IconScale,
  People: IconUsers,
  Tokens: IconKey,
  Audit: IconHistory,
  Settings: IconAdjustments,
  Health: IconHeartbeat,
  Account: IconUser,
};

/** The places of the newsroom, as far as the table of rights lets this person see them. */
export function NavLinks({ onLeave, ...facts }: NavState & { onLeave?: () => void }) {
  const places = placesFor(facts);
  const admin = places.filter(({ group }) => group === 'admin');
  return (
    <>
      <NavGroup places={places.filter(({ group }) => group === 'newsroom')} onLeave={onLeave} />
      {admin.length > 0 && (
        <section className={styles.navGroup} aria-labelledby="nav-admin">
          <h2 id="nav-admin" className={styles.navGroupName}>
            Admin
          </h2>
          <NavGroup places={admin} onLeave={onLeave} />
        </section>
      )}
    </>
  );
}

function NavGroup({ places, onLeave }: { places: readonly Place[]; onLeave: (() => void) | undefined }) {
  const here = usePathname();
  return (
    <ul className={`${base.plainList} ${styles.navLinks}`}>
      {places.map(({ href, name, note, counted }) => {
        const Icon = ICONS[name];
        return (
          <li key={name}>
            <Link
              href={href}
              className={styles.navLink}
              aria-current={isHere(here, href) ? 'page' : undefined}
              {...(onLeave ? { onClick: onLeave } : {})}
            >
              <Icon size={18} aria-hidden />
              <span className={styles.navLinkName}>
                <bdi>{name}</bdi>
              </span>
              {note && (
                <span className={`${styles.navNote} ${base.tabular}`}>
                  <bdi>{note}</bdi>
                </span>
              )}
              {counted && <span className={`${styles.navCount} ${base.tabular}`}>{counted}</span>}
              {counted && <span className={base.visuallyHidden}>{name === 'Notices' ? ' unread' : ' waiting'}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function isHere(here: string, href: string): boolean {
  return href === '/' ? here === '/' : here === href || here.startsWith(`${href}/`);
}

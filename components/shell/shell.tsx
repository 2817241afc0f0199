'use client';

import { ActionIcon, AppShell, Burger, Button, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';
import { AccountMenu } from './account-menu.tsx';
import { GoToDay } from './go-to-day.tsx';
import { type NavFacts, NavLinks } from './nav-links.tsx';
import { NavigationProgress } from './navigation-progress.tsx';
import { SchemeMenu } from './scheme-menu.tsx';
import { ShortcutOverview } from './shortcut-overview.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import './shell.css';

type Props = { person: { name: string; email: string; role: Role }; facts: NavFacts; children: ReactNode };

/** The frame of every signed-in screen: header, navigation, shortcuts. */
export function Shell({ person, facts, children }: Props) {
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [overview, { open: openOverview, close: closeOverview }] = useDisclosure(false);
  const router = useRouter();
  const newEntry = newEntryAddress(usePathname());
  const reviews = may({ role: person.role }, 'entry.approve');
  useShortcuts({
    n: () => router.push(newEntry),
    'g d': () => router.push('/'),
    'g c': () => router.push('/calendar'),
    ...(reviews ? { 'g r': () => router.push('/review') } : {}),
    '?': openOverview,
  });
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: true } }} padding={0}>
        <AppShell.Header className="shell-header">
          <Burger opened={drawer} onClick={openDrawer} hiddenFrom="sm" size="sm" aria-label="Open the navigation" aria-expanded={drawer} className="shell-burger" />
          <Link href="/" className="wordmark">
            Dateline
          </Link>
          <div className="shell-header-middle">
            <GoToDay />
          </div>
          <Tooltip label="New entry (n)">
            <Button component={Link} href={newEntry} leftSection={<IconPlus size={16} aria-hidden />} visibleFrom="sm">
              New entry
            </Button>
          </Tooltip>
          <ActionIcon component={Link} href={newEntry} variant="filled" size="lg" aria-label="New entry" hiddenFrom="sm">
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
          <SchemeMenu />
          <AccountMenu {...person} onShortcuts={openOverview} />
        </AppShell.Header>
        <AppShell.Navbar className="shell-nav" aria-label="Newsroom" visibleFrom="sm">
          <NavLinks {...facts} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className="shell-main">
          <div className="shell-page">{children}</div>
        </AppShell.Main>
      </AppShell>
      <Drawer opened={drawer} onClose={closeDrawer} title="Dateline" size={280} closeButtonProps={{ 'aria-label': 'Close the navigation', size: 'lg' }}>
        <nav aria-label="Newsroom" className="shell-drawer">
          <GoToDay onLeave={closeDrawer} />
          <NavLinks {...facts} onLeave={closeDrawer} />
        </nav>
      </Drawer>
      <ShortcutOverview opened={overview} onClose={closeOverview} reviews={reviews} />
      <Suspense>
        <NavigationProgress />
      </Suspense>
    </>
  );
}

/** On a day's screen a new entry begins on that day. */
function newEntryAddress(path: string): string {
  const day = /^\/days\/(\d{4}-\d{2}-\d{2})$/.exec(path)?.[1];
  return day ? `/entries/new?day=${day}` : '/entries/new';
}

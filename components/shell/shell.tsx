'use client';

import { ActionIcon, AppShell, Burger, Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, Suspense, useRef } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { NoticesLink } from '#components/notices/notices-link.tsx';
import { useCleanPaste } from '#components/paste/use-clean-paste.ts';
import { focusSearch } from '#components/search/search-focus.ts';
import { fetched } from '#components/ui/fetched.ts';
import { MeProvider } from '#components/unsent/me.tsx';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { AccountMenu } from './account-menu.tsx';
import { type Command, useRegisteredCommands } from './commands.ts';
import { GoToDay } from './go-to-day.tsx';
import { NavLinks } from './nav-links.tsx';
import { NavigationProgress } from './navigation-progress.tsx';
import { Palette, type PaletteOpener } from './palette.tsx';
import { type NavState, placesFor } from './places.ts';
import { useRecentEntries } from './recent-entries.ts';
import { SchemeMenu } from './scheme-menu.tsx';
import styles from './shell.module.css';
import { useFreshOnReturn } from './use-fresh-on-return.ts';

const NavDrawer = dynamic(() => fetched(() => import('./nav-drawer.tsx')).then((found) => found.NavDrawer), {
  ssr: false,
  loading: OverlayComing,
});
const ShortcutOverview = dynamic(
  () => fetched(() => import('./shortcut-overview.tsx')).then((found) => found.ShortcutOverview),
  { ssr: false, loading: OverlayComing },
);

type Props = { person: { id: number; name: string; email: string; role: Role }; facts: NavState; children: ReactNode };

/** The frame of every signed-in screen: header, navigation, shortcuts. */
export function Shell({ person, facts, children }: Props) {
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [drawerAsked, { open: askDrawer }] = useDisclosure(false);
  const [overview, { open: openOverview, close: closeOverview }] = useDisclosure(false);
  const palette = useRef<PaletteOpener>(null);
  const openPalette = () => palette.current?.open();
  const newEntry = newEntryAddress(usePathname());
  const commands = useShellCommands(newEntry, openOverview);
  const reviews = may({ role: person.role }, 'entry.approve');
  const showDrawer = () => {
    askDrawer();
    openDrawer();
  };
  useRecentEntries();
  useFreshOnReturn();
  useCleanPaste();
  useShellShortcuts({ newEntry, reviews, openPalette, openOverview });
  return (
    <MeProvider value={person.id}>
      <a className={styles.skipLink} href="#content">
        Skip to content
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: true } }}
        padding={0}
      >
        <ShellHeader
          person={person}
          unread={facts.unread}
          newEntry={newEntry}
          drawer={drawer}
          onDrawer={showDrawer}
          onPalette={openPalette}
          onShortcuts={openOverview}
        />
        <AppShell.Navbar className={styles.nav} aria-label="Newsroom" visibleFrom="sm">
          <NavLinks {...facts} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={styles.main}>
          <div className={styles.page}>{children}</div>
        </AppShell.Main>
      </AppShell>
      {drawerAsked && <NavDrawer facts={facts} opened={drawer} onClose={closeDrawer} />}
      <Palette ref={palette} places={placesFor(facts)} commands={commands} />
      {overview && <ShortcutOverview onClose={closeOverview} reviews={reviews} />}
      <Suspense>
        <NavigationProgress />
      </Suspense>
    </MeProvider>
  );
}

/** What the palette can do here: the commands of the shell around those of the screen. */
function useShellCommands(newEntry: string, openOverview: () => void): Command[] {
  const router = useRouter();
  const commands = useRegisteredCommands();
  return [
    { name: 'New entry', keys: 'n', run: () => router.push(newEntry) },
    ...commands,
    { name: 'Keyboard shortcuts', keys: '?', run: openOverview },
  ];
}

type ShortcutOptions = { newEntry: string; reviews: boolean; openPalette(): void; openOverview(): void };

/** The keys that work on every screen. */
function useShellShortcuts({ newEntry, reviews, openPalette, openOverview }: ShortcutOptions) {
  const router = useRouter();
  useShortcuts({
    'Mod+k': openPalette,
    n: () => router.push(newEntry),
    '/': () => focusSearch(() => router.push('/search')),
    'g d': () => router.push('/'),
    'g c': () => router.push('/calendar'),
    'g s': () => router.push('/search'),
    'g n': () => router.push('/notices'),
    ...(reviews ? { 'g r': () => router.push('/review') } : {}),
    '?': openOverview,
  });
}

type HeaderProps = {
  person: Props['person'];
  unread: NavState['unread'];
  newEntry: string;
  drawer: boolean;
  onDrawer(): void;
  onPalette(): void;
  onShortcuts(): void;
};

function ShellHeader({ person, unread, newEntry, drawer, onDrawer, onPalette, onShortcuts }: HeaderProps) {
  return (
    <AppShell.Header className={styles.header}>
      <Burger
        opened={drawer}
        onClick={onDrawer}
        hiddenFrom="sm"
        size="sm"
        aria-label="Open navigation"
        aria-expanded={drawer}
        className={styles.burger}
      />
      <Link href="/" className={styles.wordmark}>
        Dateline
      </Link>
      <div className={styles.headerMiddle}>
        <GoToDay />
      </div>
      <Button
        variant="default"
        className={styles.paletteButton}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<kbd aria-hidden>Ctrl K</kbd>}
        onClick={onPalette}
        visibleFrom="md"
      >
        Search or jump to…
      </Button>
      <ActionIcon size="lg" color="gray" aria-label="Search or jump to…" onClick={onPalette} hiddenFrom="md">
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
      <Tooltip label="New entry (n)" withinPortal={false}>
        <Button component={Link} href={newEntry} leftSection={<IconPlus size={16} aria-hidden />} visibleFrom="sm">
          New entry
        </Button>
      </Tooltip>
      <ActionIcon component={Link} href={newEntry} variant="filled" size="lg" aria-label="New entry" hiddenFrom="sm">
        <IconPlus size={18} aria-hidden />
      </ActionIcon>
      <NoticesLink unread={unread} />
      <span className={styles.scheme}>
        <SchemeMenu />
      </span>
      <AccountMenu {...person} onShortcuts={onShortcuts} />
    </AppShell.Header>
  );
}

/** On a day's screen a new entry begins on that day. */
function newEntryAddress(path: string): string {
  const day = /^\/days\/(\d{4}-\d{2}-\d{2})$/.exec(path)?.[1];
  return day ? `/entries/new?day=${day}` : '/entries/new';
}

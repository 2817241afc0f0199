'use client';

import { ActionIcon, Button, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { signOut } from 'next-auth/react';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import { forgetUnsent, hasUnsent } from '#components/unsent/unsent-words.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import styles from './shell.module.css';

const ROLE_NAMES: Readonly<Record<Role, string>> = { editor: 'Editor', reviewer: 'Reviewer', admin: 'Admin' };

/** Who is signed in, and the way out. */
export function AccountMenu({
  id,
  name,
  email,
  role,
  onShortcuts,
}: {
  id: number;
  name: string;
  email: string;
  role: Role;
  onShortcuts: () => void;
}) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { question, leave } = useLeaving(id, close);

  function showShortcuts() {
    close();
    onShortcuts();
  }

  return (
    <>
      {question}
      <Popover
        opened={opened}
        onChange={toggle}
        position="bottom-end"
        width={260}
        trapFocus
        returnFocus
        withinPortal={false}
      >
        <Popover.Target>
          <ActionIcon size="lg" color="gray" aria-label={`Account of ${name}`} onClick={toggle}>
            <IconUserCircle size={20} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <AccountCard name={name} email={email} role={role} />
          <AccountActions onAccount={close} onShortcuts={showShortcuts} onSignOut={leave} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

const LINE = { variant: 'subtle', color: 'gray', justify: 'flex-start' } as const;

type ActionProps = { onAccount(): void; onShortcuts(): void; onSignOut(): void };

function AccountActions({ onAccount, onShortcuts, onSignOut }: ActionProps) {
  return (
    <Stack gap={4}>
      <Button
        component={Link}
        href="/account"
        {...LINE}
        leftSection={<IconUser size={16} aria-hidden />}
        onClick={onAccount}
      >
        Account
      </Button>
      <Button {...LINE} leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShortcuts}>
        Keyboard shortcuts
      </Button>
      <Button {...LINE} leftSection={<IconLogout size={16} aria-hidden />} onClick={onSignOut}>
        Sign out
      </Button>
    </Stack>
  );
}

function AccountCard({ name, email, role }: { name: string; email: string; role: Role }) {
  return (
    <p className={styles.accountCard}>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <span>{email}</span>
      <span>{ROLE_NAMES[role]}</span>
    </p>
  );
}

/** Signs out; what was not sent is asked about first. */
function useLeaving(id: number, close: () => void) {
  const { question, ask } = useQuestion();

  function leave() {
    close();
    if (!hasUnsent(id)) return void signOut({ callbackUrl: '/sign-in' });
    ask({
      title: 'Sign out and lose unsent text?',
      body: (
        <p>
          You have comments, reasons or texts in this browser that were not sent or saved. Signing out deletes them,
          because others may use this browser.
        </p>
      ),
      yes: 'Delete them and sign out',
      no: 'Stay signed in',
      isHarmful: true,
      run: () => {
        forgetUnsent(id);
        void signOut({ callbackUrl: '/sign-in' });
      },
    });
  }

  return { question, leave };
}

'use client';

import { ActionIcon, Button, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { signOut } from 'next-auth/react';
import type { Role } from '#lib/domain/permission/role.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = { editor: 'Editor', reviewer: 'Reviewer', admin: 'Admin' };

/** Who is signed in, and the way out. */
export function AccountMenu({ name, email, role, onShortcuts }: { name: string; email: string; role: Role; onShortcuts: () => void }) {
  const [opened, { toggle, close }] = useDisclosure(false);

  function showShortcuts() {
    close();
    onShortcuts();
  }

  return (
    <Popover opened={opened} onChange={toggle} position="bottom-end" width={260} trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon size="lg" color="gray" aria-label={`Account of ${name}`} onClick={toggle}>
          <IconUserCircle size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="account-card">
          <strong>{name}</strong>
          <span>{email}</span>
          <span>{ROLE_NAMES[role]}</span>
        </p>
        <Stack gap={4}>
          <Button component={Link} href="/account" variant="subtle" color="gray" justify="flex-start" leftSection={<IconUser size={16} aria-hidden />} onClick={close}>
            Account
          </Button>
          <Button variant="subtle" color="gray" justify="flex-start" leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showShortcuts}>
            Keyboard shortcuts
          </Button>
          <Button variant="subtle" color="gray" justify="flex-start" leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut({ callbackUrl: '/sign-in' })}>
            Sign out
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

'use client';

import { ActionIcon, type MantineColorScheme, Popover, Radio, Stack, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

const SCHEMES: readonly { value: MantineColorScheme; name: string }[] = [
  { value: 'auto', name: 'As the system' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
];

/** Light, dark, or as the reader's system has it: behind a button of the header. */
export function SchemeMenu() {
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon size="lg" color="gray" aria-label="Colours">
          <IconSun size={18} aria-hidden className="scheme-sun" />
          <IconMoon size={18} aria-hidden className="scheme-moon" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <SchemeChoice />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The choice itself. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Radio.Group label="Colours" value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
      <Stack gap="sm" mt="sm">
        {SCHEMES.map(({ value, name }) => (
          <Radio key={value} value={value} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

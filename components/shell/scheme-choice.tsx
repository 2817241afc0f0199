'use client';

import { type MantineColorScheme, Radio, Stack, useMantineColorScheme } from '@mantine/core';

const SCHEMES: readonly { value: MantineColorScheme; name: string }[] = [
  { value: 'auto', name: 'System' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
];

/** Light, dark, or as the reader's system has it. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Radio.Group label="Colours" value={colorScheme} onChange={(value) => setColorScheme(value)}>
      <Stack gap="sm" mt="sm">
        {SCHEMES.map(({ value, name }) => (
          <Radio key={value} value={value} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

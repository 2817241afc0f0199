'use client';

import { useLocalStorage } from '@mantine/hooks';

/** Whether shortcuts of single keys are on in this browser, and the switch. */
export function useSingleKeys() {
  return useLocalStorage({ key: 'dateline-single-keys', defaultValue: true });
}

'use client';

import { useEffect, useState } from 'react';
import { useMe } from './me.tsx';
import { readUnsent, unsentKey } from './unsent-words.ts';

/** Whether words wait in a form that is closed. Asked again when `opened` changes. */
export function useHasUnsent(place: string, opened: boolean): boolean {
  const key = unsentKey(useMe(), place);
  const [has, setHas] = useState(false);
  useEffect(() => setHas(!opened && readUnsent(key) !== undefined), [key, opened]);
  return has;
}

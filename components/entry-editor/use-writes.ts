'use client';

import { useEffect, useState } from 'react';
import type { EntryForm } from './entry-form.ts';

/** Somebody who did not type for so long only has the entry open. */
const WRITES_FOR_MS = 60_000;

/** Whether the person writes here: typed within the last minute. */
export function useWrites(form: EntryForm): boolean {
  const [writes, setWrites] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        setWrites(true);
        clearTimeout(timer);
        timer = setTimeout(() => setWrites(false), WRITES_FOR_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [form]);
  return writes;
}

'use client';

import { useCallback, useEffect, useState } from 'react';
import { useMe } from './me.tsx';
import { keepUnsent, readUnsent, unsentKey } from './unsent-words.ts';

/**
 * Words of a form that were not sent yet. They are kept in this browser under the person and the `place`, from the
 * first letter on: closing the form, leaving the page or losing the browser does not lose them. `sent` forgets them.
 */
export function useUnsent(place: string, begin = ''): { words: string; write(words: string): void; sent(): void } {
  const key = unsentKey(useMe(), place);
  const [words, setWords] = useState(begin);
  useEffect(() => setWords(readUnsent(key) ?? begin), [key, begin]);
  const write = useCallback(
    (now: string) => {
      setWords(now);
      keepUnsent(key, now === begin ? '' : now);
    },
    [key, begin],
  );
  return { words, write, sent: useCallback(() => keepUnsent(key, ''), [key]) };
}

/** Whether words wait in a form that is closed. Asked again when `opened` changes. */
export function useHasUnsent(place: string, opened: boolean): boolean {
  const key = unsentKey(useMe(), place);
  const [has, setHas] = useState(false);
  useEffect(() => setHas(!opened && readUnsent(key) !== undefined), [key, opened]);
  return has;
}

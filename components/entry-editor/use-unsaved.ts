'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { EntryForm } from './entry-form.ts';
import { plain, sameFields } from './entry-text.ts';
import { clearKeptText, type KeptText, keptTextKey, readKeptText, writeKeptText } from './kept-text.ts';
import type { Opened } from './use-entry.ts';

type Standing = { opened: RefObject<Opened | undefined>; baseline: RefObject<EntryFields> };

const PAUSE_MS = 400;

/**
 * Whether the form holds unsaved text, which is also kept in this browser, and what was kept there by an
 * earlier visit (`found`) until the person says what shall become of it.
 */
export function useUnsaved(form: EntryForm, person: number, { opened, baseline }: Standing) {
  const [dirty, setDirty] = useState(false);
  const [found, setFound] = useState<KeptText>();
  const pending = useRef(false);
  const key = useRef('');
  const newKey = useRef(keptTextKey(person, `new:${baseline.current.day}`));
  const keyNow = useCallback(() => (opened.current ? keptTextKey(person, opened.current.event) : newKey.current), [opened, person]);

  /** Compares the form with what was saved, and keeps or clears its text. */
  const settle = useCallback(() => {
    const fields = form.getValues();
    const differs = !sameFields(fields, baseline.current);
    setDirty(differs);
    if (key.current && key.current !== keyNow()) clearKeptText(key.current);
    key.current = keyNow();
    if (differs) writeKeptText(key.current, { at: new Date().toISOString(), revision: opened.current?.revision ?? null, base: baseline.current, fields: plain(fields) });
    else if (!pending.current) clearKeptText(key.current);
  }, [baseline, form, keyNow, opened]);

  useEffect(() => {
    key.current = keyNow();
    const kept = readKeptText(key.current);
    if (kept && !sameFields(kept.fields, form.getValues())) {
      pending.current = true;
      setFound(kept);
    }
  }, [form, keyNow]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        setDirty(!sameFields(values as EntryFields, baseline.current));
        clearTimeout(timer);
        timer = setTimeout(settle, PAUSE_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [baseline, form, settle]);

  const answerFound = useCallback(() => {
    pending.current = false;
    setFound(undefined);
    settle();
  }, [settle]);

  return { dirty, found, settle, answerFound };
}

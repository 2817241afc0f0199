'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { EventView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { EntryForm } from './entry-form.ts';
import { autosaves, currentText, fieldsOf, plain, sameInput } from './entry-text.ts';
import { clearKeptText, type Kept, type KeptText, keptTextKey, liveAs, lostTexts, writeKeptText } from './kept-text.ts';
import type { SaveRequest } from './save-request.ts';
import type { Opened } from './use-entry.ts';

type Standing = {
  opened: RefObject<Opened | undefined>;
  baseline: RefObject<EntryFields>;
  unsettled: RefObject<SaveRequest | undefined>;
  isDirty(): boolean;
  takeUp(revision: number | null, base: EntryFields, request: SaveRequest | undefined): void;
  say(said: string, at: Date): void;
};

type Setting = { person: number; tab: string; initial: EventView | undefined; keep: RefObject<() => void> };

const PAUSE_MS = 300;

/**
 * Keeps what is not confirmed in this browser, and brings back what a tab that died had kept: by itself where the saved draft
 * is still the one that it began from, otherwise as `found`, until the person says what shall become of it.
 */
export function useKeptText(form: EntryForm, { person, tab, initial, keep }: Setting, { opened, baseline, unsettled, isDirty, takeUp, say }: Standing) {
  const [dirty, setDirty] = useState(false);
  const [found, setFound] = useState<Kept[]>([]);
  const key = useRef('');

  /** Compares the form with what was saved, and keeps or clears its text. */
  const settle = useCallback(() => {
    const now = keptTextKey(person, opened.current?.event ?? 'new', tab);
    if (key.current && key.current !== now) clearKeptText(key.current);
    key.current = now;
    const differs = isDirty();
    setDirty(differs);
    if (!differs) return clearKeptText(now);
    const revision = opened.current?.revision ?? null;
    writeKeptText(now, { at: new Date().toISOString(), revision, base: baseline.current, fields: plain(form.getValues()), unsettled: unsettled.current });
  }, [baseline, form, isDirty, opened, person, tab, unsettled]);

  useEffect(() => {
    keep.current = settle;
  }, [keep, settle]);

  const restore = useCallback(
    (kept: Kept, from: { revision: number | null; base: EntryFields; unsettled?: SaveRequest | undefined }) => {
      form.reset(kept.text.fields, { keepDefaultValues: true });
      takeUp(from.revision, from.base, from.unsettled);
      settle();
      clearKeptText(kept.key);
      setFound((now) => now.filter(({ key }) => key !== kept.key));
    },
    [form, settle, takeUp],
  );

  useEffect(() => liveAs(tab), [tab]);

  useEffect(() => {
    let current = true;
    void lostTexts(person, initial?.event ?? 'new', tab).then((lost) => {
      if (!current) return;
      const said = currentText(initial);
      const news = lost.filter(({ key, text }) => {
        const isNews = !said || !sameInput(text.fields, fieldsOf(said));
        if (!isNews) clearKeptText(key);
        return isNews;
      });
      setFound(news);
      const [first] = news;
      const from = first && initial && autosaves(initial) && !isDirty() ? continued(first.text, initial) : undefined;
      if (!first || !from) return;
      restore(first, from);
      say('Brought back what was typed here', new Date(first.text.at));
    });
    return () => {
      current = false;
    };
  }, [initial, isDirty, person, restore, say, tab]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        setDirty(isDirty());
        clearTimeout(timer);
        timer = setTimeout(settle, PAUSE_MS);
      },
    });
    window.addEventListener('pagehide', settle);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      window.removeEventListener('pagehide', settle);
    };
  }, [form, isDirty, settle]);

  return {
    dirty,
    found: found[0],
    settle,
    restoreFound: useCallback(() => found[0] && restore(found[0], found[0].text), [found, restore]),
    discardFound: useCallback(() => {
      if (found[0]) clearKeptText(found[0].key);
      setFound((now) => now.slice(1));
    }, [found]),
  };
}

/**
 * What a kept text goes on from, where the saved draft is still what it began from: that very revision, or the save that
 * was sent last and had no answer, which arrived after all. Undefined where somebody else has been there.
 */
function continued(text: KeptText, view: EventView): { revision: number | null; base: EntryFields; unsettled?: SaveRequest | undefined } | undefined {
  const current = currentText(view);
  if (!current) return undefined;
  if (text.revision === current.revision) return text;
  if (text.unsettled && sameInput(text.unsettled.raw, fieldsOf(current))) return { revision: current.revision, base: text.unsettled.raw };
  return undefined;
}

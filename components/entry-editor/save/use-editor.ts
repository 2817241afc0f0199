'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useForm } from 'react-hook-form';
import { requestKey } from '#components/runs/request-key.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { type EntryForm, entryResolver } from '../form/entry-form.ts';
import type { EntryOutput } from '../form/entry-output.ts';
import { currentText, emptyFields, fieldsOf } from '../form/entry-text.ts';
import { usePresence } from '../together/use-presence.ts';
import { liveAs } from './browser-store.ts';
import { outsideOf } from './carry-out.ts';
import { type EditorStore, type EditorView, editorStore } from './editor-store.ts';

/** `mark`: the place in the browser's history where a new entry began. */
type EditorOptions = { person: number; view: EntryView | undefined; day: string; mark: string | undefined };

/** One editor: its form, what the screen shows of its model, and the ways to tell it something. */
export type Editor = { form: EntryForm; screen: EditorView } & Pick<EditorStore, 'send' | 'ask' | 'entry'>;

/** Sets up the model of an editor and delivers to it what happens to the form, the page and the network. */
export function useEditor({ person, view, day, mark }: EditorOptions): Editor {
  const router = useRouter();
  const [tab] = useState(requestKey);
  const [store] = useState(() => editorStore({ person, tab, view, empty: emptyFields(day) }));
  const [defaultValues] = useState(() => beginsWith(view, day));
  const form = useForm<EntryFields, unknown, EntryOutput>({ defaultValues, resolver: entryResolver(store.before) });
  const screen = useSyncExternalStore(store.subscribe, store.screen, store.screen);
  const { send, ask, entry, before } = store;
  useEffect(
    () => store.attach(outsideOf({ form, person, tab, before, go: (to) => router.push(to) })),
    [store, form, person, tab, before, router],
  );
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: () => send({ kind: 'typed' }) }),
    [form, send],
  );
  useEffect(() => send({ kind: 'placed', mark }), [send, mark]);
  useEffect(() => liveAs(tab), [tab]);
  usePageEvents(send);
  usePresence({
    ...{ entry: screen.view?.entry, person, tab, writes: screen.writes },
    onAnswer: ({ others, current }) => send({ kind: 'presence', others, newest: current }),
  });
  return { form, screen, send, ask, entry };
}

function beginsWith(view: EntryView | undefined, day: string): EntryFields {
  const text = currentText(view);
  return text ? fieldsOf(text) : emptyFields(day);
}

/** The page is hidden, shown or left; the network or the person is back. */
function usePageEvents(send: EditorStore['send']): void {
  useEffect(() => {
    const back = () => send({ kind: 'back' });
    const left = () => send({ kind: 'left' });
    const seen = () => send({ kind: document.visibilityState === 'hidden' ? 'hidden' : 'shown' });
    window.addEventListener('online', back);
    window.addEventListener('focus', back);
    window.addEventListener('pagehide', left);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('focus', back);
      window.removeEventListener('pagehide', left);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [send]);
}

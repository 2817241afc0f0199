'use client';

import { usePathname } from 'next/navigation';
import { type ComponentProps, useEffect, useState } from 'react';
import { useApiQuery } from '#components/api-query.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import styles from './entry-editor.module.css';
import { EntryEditor } from './entry-editor.tsx';
import { markHere, savedUnder } from './save/new-entry-mark.ts';

type Props = Omit<ComponentProps<typeof EntryEditor>, 'mark'>;

/**
 * Views that an editor began from. On the way back, the page comes out of the browser's memory with the same one, which
 * may be old by then.
 */
const used = new WeakSet<EntryView>();

/**
 * The editor at its address, with what is saved now: also on the way back or forward, and at the address of an entry
 * that began here as a new one.
 */
export function EntryScreen(props: Props) {
  return props.view ? <SavedEntry {...props} view={props.view} /> : <NewEntry {...props} />;
}

function SavedEntry({ view, ...props }: Props & { view: EntryView }) {
  const [fresh, setFresh] = useState(() => (used.has(view) ? undefined : view));
  const read = useApiQuery('readEntry', fresh ? undefined : { params: { id: view.entry } });
  // The editor begins from it once; what is read later is the editor's to fetch.
  if (!fresh && read.isFetchedAfterMount) setFresh(read.data ?? view);
  useEffect(() => {
    used.add(view);
  }, [view]);
  return fresh ? (
    <EntryEditor {...props} view={fresh} mark={undefined} />
  ) : (
    <p className={styles.opening}>Opening the entry…</p>
  );
}

/**
 * An entry that nobody saved yet. Whoever comes back to its address finds the entry that it became, and never begins a
 * second one.
 */
function NewEntry(props: Props) {
  const path = usePathname();
  const [mark, setMark] = useState<string>();
  const [isLeaving, setIsLeaving] = useState(path !== '/entries/new');
  useEffect(() => {
    const here = markHere();
    const entry = savedUnder(here);
    const to =
      window.location.pathname === '/entries/new'
        ? entry === undefined
          ? undefined
          : `/entries/${entry}`
        : window.location.pathname;
    setMark(here);
    if (to === undefined) return;
    setIsLeaving(true);
    window.location.replace(to);
  }, []);
  return isLeaving ? <p className={styles.opening}>Opening the entry…</p> : <EntryEditor {...props} mark={mark} />;
}

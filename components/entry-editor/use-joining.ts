'use client';

import type { EventView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { EntryForm } from './entry-form.ts';
import { fieldsOf, plain } from './entry-text.ts';
import type { How, useEntry } from './use-entry.ts';

type Entry = ReturnType<typeof useEntry>;

/** How the editor saves: `saved` tells whether everything is confirmed afterwards. */
type Saving = { saved(how?: How): Promise<boolean>; settle(): void };

/** The ways in which other people's words come into the form. Each is the person's own act: nothing else ever writes there. */
export function useJoining(form: EntryForm, entry: Entry, view: EventView | undefined, { saved, settle }: Saving) {
  const write = (fields: EntryFields) => {
    const now = plain(form.getValues());
    const changed = (Object.keys(fields) as (keyof EntryFields)[]).filter((field) => JSON.stringify(now[field]) !== JSON.stringify(fields[field]));
    for (const field of changed) form.setValue(field, structuredClone(fields[field]), { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
    return changed;
  };

  const focusOn = (field: keyof EntryFields | undefined) => {
    if (field) setTimeout(() => form.setFocus(field === 'sources' ? 'sources.0.url' : field));
  };

  /** What others changed comes into the form once mine is saved: then nothing of either is lost. */
  const bringIn = async () => {
    if (entry.isDirty() && !(await saved())) return;
    const { current: ahead } = entry.aheadNow;
    if (!ahead || !view) return;
    const changed = write(ahead.text);
    entry.descendFrom({ event: view.event, revision: ahead.revision }, ahead.text);
    settle();
    entry.say('Brought in', new Date());
    focusOn(changed[0]);
  };

  /** The clash is settled: `fields` go on top of theirs. */
  const settleClash = (fields: EntryFields) => {
    if (!entry.conflict?.theirs || !view) return;
    const { theirs, over, clashes } = entry.conflict;
    write(fields);
    if (over) entry.descendFrom(entry.opened.current, entry.baseline.current);
    else entry.descendFrom({ event: view.event, revision: theirs.revision }, fieldsOf(theirs));
    focusOn(clashes[0]?.field ?? 'headline');
    void saved({ always: true, ...(over ? { base: over } : {}) });
  };

  /** The clash waits; typing goes on. */
  const settleLater = () => {
    focusOn(entry.conflict?.clashes[0]?.field ?? 'headline');
    entry.settleLater();
  };

  /** The proposal goes on top of what was published meanwhile. */
  const joinPublished = async () => {
    if (!view?.published) return;
    const joined = await entry.joinPublished(view.published);
    settle();
    if (joined) await bringIn();
  };

  return { bringIn, settleClash, settleLater, joinPublished };
}

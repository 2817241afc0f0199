'use client';

import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnswerOf, ApiProblem } from '#components/api-client.ts';
import { apiQuery } from '#components/api-query.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { ContextId, EntryId } from '#lib/kernel/ids.ts';
import type { Lookup, Target } from '#lib/layout/compose.ts';
import { titleIn } from '#lib/layout/compose.ts';
import { textOf } from '../form/entry-text.ts';
import { isPassing } from '../model/save-request.ts';

/** `contexts` are the names of some, where a search found it. */
export type NamedEntry = { id: number; title: string; day: string; path: string | null; contexts?: readonly string[] };

/** What the editor knows of the contexts and entries that the form refers to, and what pages say about them. */
export type Names = {
  context(id: number): string;
  entry(id: number): NamedEntry | undefined;
  /** Undefined while the entry's page is still being asked for; null where it has none. */
  target(id: number): Target | null | undefined;
  lookup: Lookup;
  learnContexts(found: readonly { id: number; name: string }[]): void;
  learnEntries(found: readonly NamedEntry[]): void;
  /** What is published of an entry; undefined where it does not exist. */
  learnTarget(id: number, about: EntryView | undefined): void;
};

type NameCache = {
  contexts: ReadonlyMap<number, string>;
  entries: ReadonlyMap<number, NamedEntry>;
  targets: ReadonlyMap<number, Target | null>;
};

/**
 * Names begin with those that came with the entry, and grow by every search result and every entry that is asked for
 * once.
 */
export function useNames(view: EntryView | undefined): Names {
  const [known, setKnown] = useState<NameCache>(() =>
    withView({ contexts: new Map(), entries: new Map(), targets: new Map() }, view),
  );
  const learnContexts = useCallback(
    (found: readonly { id: number; name: string }[]) =>
      setKnown((now) => ({
        ...now,
        contexts: new Map([...now.contexts, ...found.map((c) => [c.id, c.name] as const)]),
      })),
    [],
  );
  const learnEntries = useCallback(
    (found: readonly NamedEntry[]) =>
      setKnown((now) => ({ ...now, entries: new Map([...now.entries, ...found.map((e) => [e.id, e] as const)]) })),
    [],
  );
  const learnTarget = useCallback(
    (id: number, about: EntryView | undefined) => setKnown((now) => withTarget(withView(now, about), id, about)),
    [],
  );
  useEffect(() => setKnown((now) => withView(now, view)), [view]);
  return useMemo(() => {
    const context = (id: number) => known.contexts.get(id) ?? `Context ${id}`;
    const target = (id: number) => known.targets.get(id);
    return {
      context,
      entry: (id) => known.entries.get(id),
      target,
      lookup: { contextName: (id: ContextId) => context(id), target: (id: EntryId) => target(id) ?? undefined },
      learnContexts,
      learnEntries,
      learnTarget,
    };
  }, [known, learnContexts, learnEntries, learnTarget]);
}

/** The answers that are here; where there is no such entry, that is an answer too. */
function answersOf(asked: readonly UseQueryResult<AnswerOf<'readEntry'>>[]) {
  return asked.map(({ data, error }) => (data || error?.status === 404 ? { about: data } : undefined));
}

/** Asks once for each related entry that pages have to name, and until there is an answer. */
export function useTargets(related: EntryFields['related'], { target, learnTarget: learn }: Names): void {
  const ids = [...new Set(related.flatMap((item) => ('entry' in item ? [item.entry] : [])))].filter(
    (id) => target(id) === undefined,
  );
  const answers = useQueries({
    queries: ids.map((id) => ({
      ...apiQuery('readEntry', { params: { id } }),
      retry: (_: number, problem: ApiProblem) => isPassing(problem),
    })),
    combine: answersOf,
  });
  useEffect(() => {
    for (const [at, id] of ids.entries()) if (answers[at]) learn(id, answers[at].about);
  }, [ids, answers, learn]);
}

function withView(now: NameCache, view: EntryView | undefined): NameCache {
  if (!view) return now;
  return {
    ...now,
    contexts: new Map<number, string>([...now.contexts, ...view.names.contexts.map((c) => [c.id, c.name] as const)]),
    entries: new Map<number, NamedEntry>([
      ...now.entries,
      ...view.names.entries.map((e) => [e.id, e] as const),
      [view.entry, { id: view.entry, title: view.title, day: view.day, path: view.path }],
    ]),
  };
}

function withTarget(now: NameCache, id: number, about: EntryView | undefined): NameCache {
  return { ...now, targets: new Map([...now.targets, [id, targetOf(about, now.contexts)]]) };
}

function targetOf(about: EntryView | undefined, contexts: ReadonlyMap<number, string>): Target | null {
  if (!about?.published || !about.path) return null;
  const text = textOf(about.published);
  return {
    path: about.path,
    title2017: titleIn(text, '2017'),
    title2018: titleIn(text, '2018'),
    contexts: text.contexts.map((id) => contexts.get(id) ?? ''),
  };
}

'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import type { RunFile, RunFilesPage } from '#lib/exchange/runs/runs.ts';
import { RUN_API, type RunAt } from './run-api.ts';

export type FileFilter = { outcome: string | undefined; q: string };

type Listed = { items: RunFile[]; next: string | null };

/**
 * The files of a run that a filter lets through, a page at a time. `fresh` changes when the list has to be read anew.
 */
export function useRunFiles({ id, kind }: RunAt, filter: FileFilter, first: RunFilesPage, fresh: string) {
  const [listed, setListed] = useState<Listed>(first);
  const [counts, setCounts] = useState(first.counts);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const asked = useRef(0);
  const shown = useRef(keyOf({ outcome: undefined, q: '' }, fresh));

  const read = useCallback(
    async (cursor: string | null) => {
      const turn = ++asked.current;
      setBusy(true);
      const { outcome, q } = filter;
      const answer = await RUN_API[kind].files(id, { outcome, q: q || undefined, cursor: cursor ?? undefined });
      if (turn !== asked.current) return;
      setBusy(false);
      setProblem(answer.ok ? undefined : answer.problem);
      if (!answer.ok) return;
      const { items, next } = answer.value;
      setListed((before) => ({ items: cursor ? [...before.items, ...items] : items, next }));
      setCounts(answer.value.counts);
    },
    [id, kind, filter],
  );

  useEffect(() => {
    const key = keyOf(filter, fresh);
    if (shown.current === key) return;
    shown.current = key;
    void read(null);
  }, [filter, fresh, read]);

  return { ...listed, counts, busy, problem, more: () => void (listed.next && read(listed.next)) };
}

function keyOf({ outcome, q }: FileFilter, fresh: string): string {
  return JSON.stringify([outcome, q, fresh]);
}

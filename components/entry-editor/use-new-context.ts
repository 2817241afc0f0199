'use client';

import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';

/** A context that was found; `alias` where that is what was typed. The rest tells namesakes apart, as far as it is known. */
export type FoundContext = { id: number; name: string; alias: string | null; kind?: string; events?: number; years?: string; description?: string; latest?: string | null };

type Made = { id: number; name: string };
type Setting = { onMade(context: Made): void; onProblem(problem: string): void };

/**
 * Adds a context to the vocabulary. Where it looks like others that are there, they are `near` until something else is typed: a
 * second spelling is the usual mistake, and only a person can tell. `despite` adds it all the same.
 */
export function useNewContext(query: string, { onMade, onProblem }: Setting) {
  const [busy, setBusy] = useState(false);
  const [looks, setLooks] = useState<{ query: string; near: FoundContext[] }>();
  const make = async (despite: boolean) => {
    setBusy(true);
    const answer = await callApi<Made>('POST', '/contexts', { name: query, ...(despite ? { despite } : {}) });
    setBusy(false);
    if (answer.ok) onMade(answer.value);
    else if (answer.problem.code === 'names-near') setLooks({ query, near: (answer.problem as ApiProblem & { near: FoundContext[] }).near });
    else onProblem(`could not take “${query}”. ${answer.problem.detail}`);
  };
  return { busy, near: looks?.query === query ? looks.near : undefined, make };
}

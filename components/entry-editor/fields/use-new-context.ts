'use client';

import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';

/**
 * A context that was found; `alias` where that is what was typed. The rest tells namesakes apart, as far as it is
 * known.
 */
export type FoundContext = {
  id: number;
  name: string;
  alias: string | null;
  kind?: string;
  entries?: number;
  years?: string;
  description?: string;
  latest?: string | null;
};

type MadeContext = { id: number; name: string };
type NewContextOptions = {
  waiting: WaitingContexts | undefined;
  onMade(context: MadeContext): void;
  onWaiting(name: string): void;
  onProblem(problem: string): void;
};

/**
 * Names of new contexts of an entry that was never saved: its first save makes them, so that an entry that is given up
 * leaves none behind.
 */
export type WaitingContexts = { names: readonly string[]; add(name: string): void; remove(name: string): void };

/**
 * Adds a context to the vocabulary, or to those that wait for the first save. Where it looks like others that are
 * there, they are `near` until something else is typed: a second spelling is the usual mistake, and only a person can
 * tell. `despite` adds it all the same.
 */
export function useNewContext(query: string, { waiting, onMade, onWaiting, onProblem }: NewContextOptions) {
  const [busy, setBusy] = useState(false);
  const [looks, setLooks] = useState<{ query: string; near: FoundContext[] }>();
  const failed = ({ detail }: ApiProblem) => onProblem(`could not add “${query}”. ${detail}`);
  const create = async (despite: boolean) => {
    const answer = await callApi('createContext', { body: { name: query, ...(despite ? { despite } : {}) } });
    if (answer.ok) onMade(answer.value);
    else if (answer.problem.code === 'names-near')
      setLooks({ query, near: (answer.problem as ApiProblem & { near: FoundContext[] }).near });
    else failed(answer.problem);
  };
  const wait = async (despite: boolean) => {
    const answer = despite ? undefined : await callApi('findNearContexts', { query: { name: query } });
    if (answer && !answer.ok) failed(answer.problem);
    else if (answer?.value.items.length) setLooks({ query, near: answer.value.items });
    else onWaiting(query);
  };
  const make = async (despite: boolean) => {
    setBusy(true);
    await (waiting ? wait(despite) : create(despite));
    setBusy(false);
  };
  return { busy, near: looks?.query === query ? looks.near : undefined, make };
}

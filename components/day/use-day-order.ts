'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { DayView, Listed } from '#lib/queries/day.ts';

type Keys = readonly string[];

/** What the order's save has to say: progress, success, or what went wrong. `spoken` is for who does not see the entry move. */
export type OrderStatus = { kind: 'idle' | 'saving' | 'saved' | 'problem'; message: string; spoken: string };

const IDLE: OrderStatus = { kind: 'idle', message: '', spoken: '' };
const SAVED: OrderStatus = { kind: 'saved', message: 'The order is saved.', spoken: 'The order is saved.' };

/**
 * A day's order while it is rearranged: a move shows at once and is saved behind it, one save at a time. Where a save is
 * refused, the order goes back to what the archive holds, and the status says why.
 */
export function useDayOrder(view: DayView) {
  const router = useRouter();
  const [order, setOrder] = useState<Keys>(keysOf(view.listed));
  const [status, setStatus] = useState<OrderStatus>(IDLE);
  const wanted = useRef<Keys>(order);
  const confirmed = useRef({ version: view.version, order });
  const busy = useRef(false);

  useEffect(() => {
    if (busy.current) return;
    confirmed.current = { version: view.version, order: keysOf(view.listed) };
    wanted.current = confirmed.current.order;
    setOrder(confirmed.current.order);
  }, [view]);

  useEffect(() => {
    if (status.kind !== 'saving') return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [status.kind]);

  function show(keys: Keys) {
    wanted.current = keys;
    setOrder(keys);
  }

  function move(from: number, to: number) {
    const next = moved(wanted.current, from, to);
    if (next === wanted.current) return;
    show(next);
    setStatus({ kind: 'saving', message: 'Saving …', spoken: `${titleAt(view, next[to])} is now ${to + 1} of ${next.length}.` });
    void save();
  }

  async function save() {
    if (busy.current) return;
    busy.current = true;
    const refused = await saveUntil(() => wanted.current, confirmed, view.day);
    if (refused) show(confirmed.current.order);
    setStatus(refused ? { kind: 'problem', message: refused, spoken: refused } : SAVED);
    busy.current = false;
    router.refresh();
  }

  return { listed: inOrder(view.listed, order), status, move };
}

/** Saves until what is stored is what is wanted, which may change meanwhile. Returns the refusal's words, if any. */
async function saveUntil(wanted: () => Keys, confirmed: { current: { version: number; order: Keys } }, day: string): Promise<string | undefined> {
  while (!same(wanted(), confirmed.current.order)) {
    const target = wanted();
    const { version, order } = confirmed.current;
    const answer = await callApi<{ version: number }>('PUT', `/days/${day}/order`, { version, positions: target.map((key) => order.indexOf(key)) });
    if (!answer.ok) return answer.problem.status === 0 ? 'The server does not answer, so the order is as it was. Try again in a moment.' : answer.problem.detail;
    confirmed.current = { version: answer.value.version, order: target };
  }
  return undefined;
}

/** The title of an entry, in quotation marks. */
export function titleOfListed({ entry }: Listed): string {
  return `“${entry.kind === 'event' ? entry.headline : entry.title}”`;
}

function titleAt(view: DayView, key: string | undefined): string {
  const found = view.listed.find((listed) => listed.key === key);
  return found ? titleOfListed(found) : 'The entry';
}

function keysOf(listed: readonly Listed[]): Keys {
  return listed.map(({ key }) => key);
}

/** The entries in the order shown; one that the order does not know yet comes last. */
function inOrder(listed: readonly Listed[], order: Keys): Listed[] {
  const known = new Map(listed.map((item) => [item.key, item]));
  return [...order.flatMap((key) => known.get(key) ?? []), ...listed.filter(({ key }) => !order.includes(key))];
}

function moved(keys: Keys, from: number, to: number): Keys {
  const key = keys[from];
  if (key === undefined || from === to || to < 0 || to >= keys.length) return keys;
  const rest = keys.filter((_, i) => i !== from);
  return [...rest.slice(0, to), key, ...rest.slice(to)];
}

function same(a: Keys, b: Keys): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}

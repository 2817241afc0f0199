'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { DayView, ListedItem } from '#lib/editorial/days/queries/day.ts';

type Keys = readonly string[];

/**
 * What the order's save has to say: progress, success, or what went wrong. `spoken` is for who does not see the entry
 * move.
 */
export type OrderStatus = { kind: 'idle' | 'saving' | 'saved' | 'problem'; message: string; spoken: string };

const IDLE: OrderStatus = { kind: 'idle', message: '', spoken: '' };
const PROPOSED: OrderStatus = {
  kind: 'saved',
  message: 'Your order is waiting for review.',
  spoken: 'Your order is waiting for review. The day stays as it is until then.',
};
const AS_BEFORE: OrderStatus = { kind: 'saved', message: 'The order is unchanged.', spoken: 'The order is unchanged.' };
const SAVED: OrderStatus = { kind: 'saved', message: 'Order saved.', spoken: 'Order saved.' };

/**
 * A day's order while it is rearranged: a move shows at once. Whoever may reorder has it saved behind it, one save at a
 * time; where a save is refused, the order goes back to what the archive holds, and the status says why. Whoever may
 * not gathers moves, and proposes the order that comes of them.
 */
export function useDayOrder(view: DayView, mayReorder: boolean) {
  const router = useRouter();
  const [order, setOrder] = useState<Keys>(keysOf(view.listed));
  const [status, setStatus] = useState<OrderStatus>(IDLE);
  const wanted = useRef<Keys>(order);
  const confirmed = useRef({ version: view.version, order });
  const busy = useRef(false);

  const show = useCallback((keys: Keys) => {
    wanted.current = keys;
    setOrder(keys);
  }, []);

  useEffect(() => {
    if (busy.current) return;
    const stored = keysOf(view.listed);
    confirmed.current = { version: view.version, order: stored };
    show(stored);
  }, [view, show]);

  const isMoved = !mayReorder && !same(order, keysOf(view.listed));
  useAskBeforeLeaving(status.kind === 'saving' || isMoved);

  function move(from: number, to: number) {
    const next = moved(wanted.current, from, to);
    if (next === wanted.current) return;
    show(next);
    setStatus(movedStatus(`${titleAt(view, next[to])} is now ${to + 1} of ${next.length}.`, mayReorder));
    if (mayReorder) void save();
  }

  function reset() {
    show(confirmed.current.order);
    setStatus(AS_BEFORE);
  }

  async function propose() {
    if (busy.current) return;
    busy.current = true;
    const { version, order: stored } = confirmed.current;
    const positions = wanted.current.map((key) => stored.indexOf(key));
    const answer = await callApi('proposeDayOrder', { params: { day: view.day }, body: { version, positions } });
    busy.current = false;
    if (answer.ok) show(stored);
    setStatus(answer.ok ? PROPOSED : failed(answer.problem.detail));
    router.refresh();
  }

  async function save() {
    if (busy.current) return;
    busy.current = true;
    const refused = await saveUntil(() => wanted.current, confirmed, view.day);
    if (refused) show(confirmed.current.order);
    setStatus(refused ? failed(refused) : SAVED);
    busy.current = false;
    router.refresh();
  }

  return { listed: inOrder(view.listed, order), status, move, isMoved, propose, reset };
}

/** An entry moved: whoever may reorder has it saved at once. */
function movedStatus(spoken: string, saves: boolean): OrderStatus {
  return saves ? { kind: 'saving', message: 'Saving…', spoken } : { ...IDLE, spoken };
}

function failed(message: string): OrderStatus {
  return { kind: 'problem', message, spoken: message };
}

function useAskBeforeLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}

/** Saves until what is stored is what is wanted, which may change meanwhile. Returns the error's words, if any. */
async function saveUntil(
  wanted: () => Keys,
  confirmed: { current: { version: number; order: Keys } },
  day: string,
): Promise<string | undefined> {
  while (!same(wanted(), confirmed.current.order)) {
    const target = wanted();
    const { version, order } = confirmed.current;
    const positions = target.map((key) => order.indexOf(key));
    const answer = await callApi('orderDay', { params: { day }, body: { version, positions } });
    if (!answer.ok)
      return answer.problem.status === 0
        ? 'The server isn’t responding, so the order was not changed. Try again in a moment.'
        : answer.problem.detail;
    confirmed.current = { version: answer.value.version, order: target };
  }
  return undefined;
}

/** The title of an entry, in quotation marks. */
export function titleOfListed({ entry }: ListedItem): string {
  return `“${entry.kind === 'entry' ? entry.headline : entry.title}”`;
}

function titleAt(view: DayView, key: string | undefined): string {
  const found = view.listed.find((listed) => listed.key === key);
  return found ? titleOfListed(found) : 'The entry';
}

function keysOf(listed: readonly ListedItem[]): Keys {
  return listed.map(({ key }) => key);
}

/** The entries in the order shown; one that the order does not know yet comes last. */
function inOrder(listed: readonly ListedItem[], order: Keys): ListedItem[] {
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

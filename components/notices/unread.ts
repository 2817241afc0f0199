'use client';

import { useEffect, useState } from 'react';
import { callApi } from '#components/api-client.ts';

const EVERY_MS = 30_000;
const READ_EVENT = 'dateline-notices-marked';

/** Marks notices and lets the bell count again. Undefined where it did not work. */
export async function markNotices(marking: { ids: number[]; read: boolean } | { upTo: number } | { markedAt: string }): Promise<{ markedAt: string; changed: number } | undefined> {
  const answer = await callApi<{ markedAt: string; changed: number }>('POST', '/notices/marks', marking);
  if (!answer.ok) return undefined;
  window.dispatchEvent(new Event(READ_EVENT));
  return answer.value;
}

/** How many notices are unread: asked every half minute while somebody looks, and whenever the window gets the focus. */
export function useUnread(initial: number): number {
  const [count, setCount] = useState(initial);
  useEffect(() => setCount(initial), [initial]);
  useEffect(() => {
    async function ask() {
      if (document.visibilityState !== 'visible') return;
      const answer = await callApi<{ count: number }>('GET', '/notices/unread');
      if (answer.ok) setCount(answer.value.count);
    }
    const timer = setInterval(ask, EVERY_MS);
    window.addEventListener('focus', ask);
    window.addEventListener(READ_EVENT, ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', ask);
      window.removeEventListener(READ_EVENT, ask);
    };
  }, []);
  return count;
}

'use client';

import { useEffect, useState } from 'react';
import { type AnswerOf, type BodyOf, callApi } from '#components/api-client.ts';

const EVERY_MS = 30_000;
const READ_EVENT = 'dateline-notices-marked';

/** Marks notices and lets the bell count again. Undefined where it did not work. */
export async function markNotices(marking: BodyOf<'markNotices'>): Promise<AnswerOf<'markNotices'> | undefined> {
  const answer = await callApi('markNotices', { body: marking });
  if (!answer.ok) return undefined;
  window.dispatchEvent(new Event(READ_EVENT));
  return answer.value;
}

/**
 * How many notices are unread: asked every half minute while somebody looks, and whenever the window gets the focus.
 */
export function useUnread(initial: number): number {
  const [count, setCount] = useState(initial);
  useEffect(() => setCount(initial), [initial]);
  useEffect(() => {
    async function ask() {
      if (document.visibilityState !== 'visible') return;
      const answer = await callApi('countUnread');
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

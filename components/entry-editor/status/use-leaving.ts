'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useLeaveWarning } from './use-leave-warning.ts';

/**
 * Leaves for a link within the site once everything is confirmed: what can be saved is saved first, otherwise `asks`
 * for the question.
 */
export function useLeaving(dirty: boolean, saves: boolean, saved: () => Promise<boolean>) {
  const router = useRouter();
  const { asked, stay } = useLeaveWarning(dirty);
  const [asks, setAsks] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the click on a link leads here
  useEffect(() => {
    if (!asked) return setAsks(false);
    if (!saves) return setAsks(true);
    let current = true;
    void saved().then((done) => {
      if (!current) return;
      if (done) router.push(asked);
      else setAsks(true);
    });
    return () => {
      current = false;
    };
  }, [asked]);
  return { asks, to: asked, stay };
}

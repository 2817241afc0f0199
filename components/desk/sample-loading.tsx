'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Notice } from '#components/ui/messages/notice.tsx';

const LOOK_AGAIN_MS = 2_000;

/** Says that the sample archive is still being loaded, and reads the screen again until it is not. */
export function SampleLoading() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Notice kind="offer" title="Loading the sample archive…">
      Entries appear as they are loaded. It takes about a minute.
    </Notice>
  );
}

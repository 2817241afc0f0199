'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/**
 * On the way back or forward a page comes out of the browser's memory: it is read again, so that it shows what is
 * saved.
 */
export function useFreshOnReturn(): void {
  const router = useRouter();
  useEffect(() => {
    // The router itself has to have gone there first.
    const refresh = () => setTimeout(() => router.refresh(), 0);
    const onShow = (event: PageTransitionEvent) => event.persisted && refresh();
    window.addEventListener('popstate', refresh);
    window.addEventListener('pageshow', onShow);
    return () => {
      window.removeEventListener('popstate', refresh);
      window.removeEventListener('pageshow', onShow);
    };
  }, [router]);
}

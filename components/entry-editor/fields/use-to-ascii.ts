'use client';

import { useEffect, useState } from 'react';
import { isPlainHeadline, type ToAscii } from '#lib/kernel/slug.ts';

const asItIs: ToAscii = (text) => text;

/**
 * The letters of other scripts in those of ASCII, for the address. Their table is large: it comes with the first
 * headline that needs it.
 */
export function useToAscii(headline: string): ToAscii {
  const [come, setCome] = useState<{ toAscii: ToAscii }>();
  const isNeeded = !come && !isPlainHeadline(headline);
  useEffect(() => {
    if (!isNeeded) return;
    import('any-ascii').then(
      ({ default: toAscii }) => setCome({ toAscii }),
      () => undefined, // offline: the address is shown again with the next headline
    );
  }, [isNeeded]);
  return come?.toAscii ?? asItIs;
}

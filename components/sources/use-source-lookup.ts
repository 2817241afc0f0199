'use client';

import { useEffect, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { SourceLookup } from '#lib/sources/queries/source-lookup.ts';
import { isWebAddress } from './status-words.ts';

const PAUSE_MS = 400;

/**
 * What the archive knows of an address, once it has stood for a moment; undefined until then, and for what is no
 * address of the web. `event` is the entry that it stands in.
 */
export function useSourceLookup(url: string, event: number | undefined): SourceLookup | undefined {
  const [found, setFound] = useState<{ url: string; lookup: SourceLookup }>();
  const address = url.trim();
  useEffect(() => {
    if (!isWebAddress(address)) return;
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await callApi('lookUpSource', { query: { url: address, event } });
      if (current && answer.ok) setFound({ url: address, lookup: answer.value });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [address, event]);
  return found?.url === address ? found.lookup : undefined;
}

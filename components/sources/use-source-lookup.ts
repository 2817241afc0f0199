'use client';

import { useState } from 'react';
import { useApiQuery } from '#components/api-query.ts';
import type { SourceLookup } from '#lib/sources/queries/source-lookup.ts';
import { isWebAddress } from './status-words.ts';

const PAUSE_MS = 400;

/**
 * What the archive knows of an address, once it has been there for a moment; undefined until then, and for what is no
 * address of the web. `entry` is the entry that it is in.
 */
export function useSourceLookup(url: string, entry: number | undefined): SourceLookup | undefined {
  const address = url.trim();
  const asked = isWebAddress(address) ? { query: { url: address, entry } } : undefined;
  const { data } = useApiQuery('lookUpSource', asked, { pauseMs: PAUSE_MS });
  const [found, setFound] = useState<{ address: string; lookup: SourceLookup }>();
  if (data && data !== found?.lookup) setFound({ address, lookup: data });
  // An entry that is saved for the first time gets its id, and what is known of the address stays meanwhile.
  return data ?? (found?.address === address ? found.lookup : undefined);
}

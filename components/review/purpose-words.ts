import type { Purpose } from '#lib/domain/entry/purpose.ts';

/** What a reviewer is asked for. */
export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  new: 'New entry',
  change: 'Change of a published entry',
  return: 'Brings a withdrawn page back',
  withdraw: 'Takes a published page away',
};

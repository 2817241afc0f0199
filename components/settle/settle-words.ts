import type { SettleItem } from '#lib/exchange/import/queries/settle-items.ts';

type Kind = SettleItem['kind'];

/** How the kinds of findings are called in the filter. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  'same-event': 'Pages that look alike',
  'ambiguous-contexts': 'Lists of contexts',
  'missing-link': 'Links into nowhere',
};

/** The kinds in the order of the list. */
export const KINDS = Object.keys(KIND_NAMES) as readonly Kind[];

/** What each kind is about, and what there is to decide. */
export const KIND_NOTES: Readonly<Record<Kind, string>> = {
  'same-event':
    'Choose the page to keep and say that they are one: the others are withdrawn, once somebody else approves, and their readers are sent to it. Or say that they are different.',
  'ambiguous-contexts':
    'A name with a comma in it can be two names. The lists were read as shown; the pages keep their bytes either way. Where the reading is wrong, mend it in the entry.',
  'missing-link':
    'These pages name pages that the archive does not hold. Import what is missing, take the link out in the entry, or leave it as it came.',
};

/** The address of the list, or of one kind. */
export function settleAddress(kind?: Kind): string {
  return kind ? `/settle?kind=${kind}` : '/settle';
}

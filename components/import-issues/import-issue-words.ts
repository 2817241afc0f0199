import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import { keysOf } from '#lib/kernel/record.ts';

type Kind = ImportIssue['kind'];

/** How the kinds of findings are called in the filter. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  'same-event': 'Likely duplicates',
  'ambiguous-contexts': 'Ambiguous contexts',
  'missing-link': 'Broken internal links',
};

/** The kinds in the order of the list. */
export const KINDS = keysOf(KIND_NAMES);

/** What each kind is about, and what there is to decide. */
export const KIND_NOTES: Readonly<Record<Kind, string>> = {
  'same-event':
    'If they are the same event, choose the entry to keep and merge them: once somebody else approves, the others ' +
    'are withdrawn and redirect to it. Otherwise mark them as different.',
  'ambiguous-contexts':
    'A name with a comma can also be two names. Each list was read as shown; the page itself is not changed. If it ' +
    'was read wrongly, fix it in the entry.',
  'missing-link':
    'These entries link to pages that are not in the archive. Import what is missing, remove the link in the ' +
    'entry, or leave it as is.',
};

/** The address of the list, or of one kind. */
export function importIssuesAddress(kind?: Kind): string {
  return kind ? `/import-issues?kind=${kind}` : '/import-issues';
}

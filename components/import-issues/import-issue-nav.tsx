import { KindsNav } from '#components/ui/kinds-nav.tsx';
import type { ImportIssuePage } from '#lib/exchange/import/queries/import-issues.ts';
import { importIssuesAddress, KIND_NAMES, KINDS } from './import-issue-words.ts';

type Kind = keyof ImportIssuePage['counts'];

/** The kinds of findings, with how many of each are open. */
export function ImportIssueNav({ kind, counts }: { kind: Kind | undefined; counts: ImportIssuePage['counts'] }) {
  const all = KINDS.reduce((sum, each) => sum + counts[each], 0);
  const kinds = KINDS.map((each) => ({
    href: importIssuesAddress(each),
    name: KIND_NAMES[each],
    count: counts[each],
    here: kind === each,
  }));
  return (
    <KindsNav
      label="Kinds of issues"
      kinds={[{ href: importIssuesAddress(), name: 'All', count: all, here: kind === undefined }, ...kinds]}
    />
  );
}

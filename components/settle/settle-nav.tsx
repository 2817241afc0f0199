import { KindsNav } from '#components/ui/kinds-nav.tsx';
import type { SettlePage } from '#lib/exchange/import/queries/settle-items.ts';
import { KIND_NAMES, KINDS, settleAddress } from './settle-words.ts';

type Kind = keyof SettlePage['counts'];

/** The kinds of findings, with how many of each are open. */
export function SettleNav({ kind, counts }: { kind: Kind | undefined; counts: SettlePage['counts'] }) {
  const all = KINDS.reduce((sum, each) => sum + counts[each], 0);
  const kinds = KINDS.map((each) => ({
    href: settleAddress(each),
    name: KIND_NAMES[each],
    count: counts[each],
    here: kind === each,
  }));
  return (
    <KindsNav
      label="Kinds of issues"
      kinds={[{ href: settleAddress(), name: 'All', count: all, here: kind === undefined }, ...kinds]}
    />
  );
}

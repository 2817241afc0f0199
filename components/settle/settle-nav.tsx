import Link from 'next/link';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { SettlePage } from '#lib/queries/settle-items.ts';
import { KIND_NAMES, KINDS, settleAddress } from './settle-words.ts';
import './settle.css';

type Kind = keyof SettlePage['counts'];

/** The kinds of findings, with how many of each are open. */
export function SettleNav({ kind, counts }: { kind: Kind | undefined; counts: SettlePage['counts'] }) {
  const all = KINDS.reduce((sum, each) => sum + counts[each], 0);
  return (
    <nav aria-label="Kinds of findings" className="settle-nav">
      <ul className="plain-list">
        <NavItem href={settleAddress({})} name="All" count={all} here={kind === undefined} />
        {KINDS.map((each) => (
          <NavItem key={each} href={settleAddress({ kind: each })} name={KIND_NAMES[each]} count={counts[each]} here={kind === each} />
        ))}
      </ul>
    </nav>
  );
}

function NavItem({ href, name, count, here }: { href: string; name: string; count: number; here: boolean }) {
  return (
    <li>
      <Link href={href} aria-current={here ? 'page' : undefined}>
        {name} <span className="settle-count tabular">{count.toLocaleString('en')}</span>
      </Link>
    </li>
  );
}

/** The ways on through the list. */
export function SettlePages({ kind, isFirst, next }: { kind: Kind | undefined; isFirst: boolean; next: string | null }) {
  if (isFirst && !next) return null;
  return (
    <nav aria-label="Pages of the list" className="settle-pages">
      {!isFirst && (
        <LinkButton href={settleAddress({ kind })} variant="default">
          Back to the beginning
        </LinkButton>
      )}
      {next && (
        <LinkButton href={settleAddress({ kind, cursor: next })} variant="default">
          More
        </LinkButton>
      )}
    </nav>
  );
}

import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ContextFindings } from '#components/contexts/attention-list.tsx';
import { FINDING_WORDS } from '#components/contexts/context-words.ts';
import { KindsNav } from '#components/ui/kinds-nav.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import sections from '#components/ui/sections.module.css';
import { contextFindings, FINDING_LISTS } from '#lib/editorial/contexts/contract/contexts.ts';
import { countFindings, listFindings } from '#lib/editorial/contexts/queries/context-attention.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Contexts that need attention' };

const COUNTED_TO = 1_000;

/** Needs attention in the vocabulary, a list for each reason. */
export default async function AttentionPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const { list: name, cursor } = await searchParams;
  const asked = contextFindings.safeParse({ ...(name ? { list: name } : {}), ...(cursor ? { cursor } : {}) });
  const filter = asked.success ? asked.data : {};
  const list = filter.list ?? 'near';
  const store = currentStore();
  const [counts, { items, next }] = await Promise.all([countFindings(store), listFindings(store, list, filter)]);
  const isFirst = filter.cursor === undefined;
  return (
    <>
      <PageTitle
        title="Contexts that need attention"
        actions={
          <LinkButton href="/contexts" variant="default">
            All contexts
          </LinkButton>
        }
      />
      <KindsNav
        label="Kinds of issues"
        countedTo={COUNTED_TO}
        kinds={FINDING_LISTS.map((each) => ({
          href: findingAddress(each),
          name: FINDING_WORDS[each].name,
          count: counts[each],
          here: each === list,
        }))}
      />
      <p dir="auto" className={sections.note}>
        {FINDING_WORDS[list].note}
      </p>
      {items.length ? (
        <ContextFindings
          key={`${list} ${typeof cursor === 'string' ? cursor : ''}`}
          list={list}
          items={items}
          mayMerge={may(person, 'context.merge')}
        />
      ) : (
        <EmptyState title={isFirst ? FINDING_WORDS[list].empty : 'End of the list.'} />
      )}
      <ListPages here={findingAddress(list)} isFirst={isFirst} next={next} />
    </>
  );
}

function findingAddress(list: (typeof FINDING_LISTS)[number]): string {
  return list === 'near' ? '/contexts/attention' : `/contexts/attention?list=${list}`;
}

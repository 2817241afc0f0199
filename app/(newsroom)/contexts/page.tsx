import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ContextList } from '#components/contexts/context-list.tsx';
import { KIND_NAMES, SORT_NAMES } from '#components/contexts/context-words.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { CONTEXT_SORTS, contextList } from '#lib/editorial/contexts/contract/contexts.ts';
import { listContexts } from '#lib/editorial/contexts/queries/contexts.ts';
import { CONTEXT_KINDS } from '#lib/kernel/newsroom/kinds.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Contexts' };

/** The vocabulary: contexts with what published entries make of them. */
export default async function ContextsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await requireSignedIn();
  const given = Object.entries(await searchParams).filter(([, value]) => value);
  const asked = contextList.safeParse(Object.fromEntries(given));
  const filter = asked.success ? asked.data : {};
  const { items, next } = await listContexts(currentStore(), filter);
  const { q = '', kind = '', sort = 'use' } = filter;
  const here = new URLSearchParams(
    Object.entries({ q, kind, sort: sort === 'use' ? '' : sort }).filter(([, value]) => value),
  ).toString();
  return (
    <>
      <PageTitle
        title="Contexts"
        note="The terms that entries are filed under, with the names readers see."
        actions={
          <LinkButton href="/contexts/attention" variant="default">
            Needs attention
          </LinkButton>
        }
      />
      <form action="/contexts" className={styles.contextFilters} key={here}>
        <TextInput name="q" label="Find by name or alias" defaultValue={q} autoComplete="off" />
        <NativeSelect
          name="kind"
          label="Kind"
          defaultValue={kind}
          data={[
            { value: '', label: 'Any' },
            ...CONTEXT_KINDS.filter(Boolean).map((each) => ({ value: each, label: KIND_NAMES[each] })),
            { value: 'none', label: KIND_NAMES[''] },
          ]}
        />
        <NativeSelect
          name="sort"
          label="Order"
          defaultValue={sort}
          data={CONTEXT_SORTS.map((each) => ({ value: each, label: SORT_NAMES[each] }))}
        />
        <Button type="submit" variant="default">
          Find
        </Button>
      </form>
      {items.length ? (
        <ContextList items={items} />
      ) : (
        <EmptyState title={q || kind ? 'No matching contexts.' : 'No contexts yet.'}>
          {!q && !kind && 'Contexts are added when you write an entry, or come with an import.'}
        </EmptyState>
      )}
      <ListPages here={here ? `/contexts?${here}` : '/contexts'} isFirst={filter.cursor === undefined} next={next} />
    </>
  );
}

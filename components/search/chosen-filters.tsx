import { IconX } from '@tabler/icons-react';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import styles from './search.module.css';
import { CHANNEL_CHOICES, STATE_CHOICES, searchAddress } from './search-words.ts';

type Props = { search: EntrySearch; contexts: readonly { id: number; name: string }[]; people: readonly NamedPerson[] };

/** The filters that hold, each a way to be rid of it. */
export function ChosenFilters({ search, contexts, people }: Props) {
  const chosen = chosenFilters({ search, contexts, people });
  if (!chosen.length) return null;
  return (
    <ul className={`${base.plainList} ${styles.chosenFilters}`} aria-label="Active filters">
      {chosen.map(({ name, href }) => (
        <li key={name}>
          <Link href={href} className={styles.chosenFilter} prefetch={false} title="Remove filter">
            <span>
              <bdi>{name}</bdi>
            </span>
            <IconX size={14} aria-hidden />
            <span className={base.visuallyHidden}>: remove filter</span>
          </Link>
        </li>
      ))}
      {chosen.length > 1 && (
        <li>
          <Link href={searchAddress({ q: search.q })} prefetch={false}>
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}

/** The filters that hold, with the address of the search without each. */
export function chosenFilters({ search, contexts, people }: Props): { name: string; href: string }[] {
  const { cursor: _cursor, limit: _limit, ids: _ids, ...filters } = search;
  const without = (change: Partial<Record<keyof EntrySearch, unknown>>) =>
    searchAddress({ ...filters, ...(change as object) });
  const called = (id: number) => people.find((person) => person.id === id)?.name ?? `Person ${id}`;
  return [
    ...(search.from ? [{ name: `From ${search.from}`, href: without({ from: undefined }) }] : []),
    ...(search.to ? [{ name: `To ${search.to}`, href: without({ to: undefined }) }] : []),
    ...(search.contexts ?? []).map((id, _, all) => ({
      name:
        (contexts.find((context) => context.id === id)?.name ?? `Context ${id}`) +
        (search.narrower ? ', with narrower contexts' : ''),
      href: without({
        contexts: all.length > 1 ? all.filter((other) => other !== id) : undefined,
        ...(all.length > 1 ? {} : { narrower: undefined }),
      }),
    })),
    ...(search.publishers ?? []).map((name, _, all) => ({
      name: `Publisher: ${name}`,
      href: without({ publishers: all.length > 1 ? all.filter((other) => other !== name) : undefined }),
    })),
    ...(search.edition ? [{ name: `Edition ${search.edition}`, href: without({ edition: undefined }) }] : []),
    ...(search.state ? [{ name: STATE_CHOICES[search.state], href: without({ state: undefined }) }] : []),
    ...(search.author ? [{ name: `By ${called(search.author)}`, href: without({ author: undefined }) }] : []),
    ...(search.reviewer
      ? [{ name: `Approved by ${called(search.reviewer)}`, href: without({ reviewer: undefined }) }]
      : []),
    ...(search.assigned
      ? [{ name: `Assigned to ${called(search.assigned)}`, href: without({ assigned: undefined }) }]
      : []),
    ...(search.channel
      ? [{ name: `Imported via ${CHANNEL_CHOICES[search.channel]}`, href: without({ channel: undefined }) }]
      : []),
  ];
}

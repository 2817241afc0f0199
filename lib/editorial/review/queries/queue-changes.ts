import {
  type ChangeKind,
  type ContextChangeKind,
  changeTitle,
  reviewPlace,
} from '../../../kernel/newsroom/review-item.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import type { beside, QueueLane } from './queue-conditions.ts';
import type { WaitingEntry } from './queue-entries.ts';
import { CHANGES } from './queue-rows.ts';

/** What is behind a place. */
type QueueBehind = ReturnType<typeof beside>;

type ChangeLane = Pick<QueueLane, 'asked'> & { kind: ChangeKind };

/** A change of a context's names, of a page of prose or of a day's order, that waits for a decision. */
export type ChangeItem = WaitingEntry & {
  kind: ChangeKind;
  /** What becomes of the context; null of anything else. */
  what: ContextChangeKind | null;
  /** Readers have no such page yet. */
  isNew: boolean;
  /** Another text was published since it came in. */
  isStale: boolean;
};

/** The changes of a kind that wait and are asked for, longest waiting first, from behind a place. */
export async function readChangeItems(
  { prisma }: Store,
  { kind, asked }: ChangeLane,
  behind: QueueBehind,
  limit: number,
): Promise<{ item: ChangeItem; time: Date }[]> {
  const db = kysely(prisma);
  const page = db
    .selectFrom(CHANGES[kind].as('p'))
    .selectAll()
    .where(asked)
    .where((eb) => behind({ time: eb.ref('p.time'), id: eb.ref('p.id') }))
    .orderBy('p.time')
    .orderBy('p.id')
    .limit(limit);
  const rows = await db
    .selectFrom(page.as('p'))
    .innerJoin('person as a', 'a.id', 'p.asker')
    .select(['p.id', 'p.name', 'p.what', 'a.id as author', 'a.name as authorName', 'p.time', 'p.isNew', 'p.isStale'])
    .orderBy('p.time')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id, name, what, author, authorName, time, isNew, isStale }) => ({
    time,
    item: {
      kind,
      id,
      link: reviewPlace({ kind, id }),
      title: changeTitle(kind, name, what),
      what,
      submittedAt: time.toISOString(),
      authors: [{ id: author, name: authorName }],
      isNew,
      isStale,
    },
  }));
}

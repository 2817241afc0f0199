import { jsonBuildObject } from 'kysely/helpers/postgres';
import { recordEvents } from '../../audit/store/audit.ts';
import { logging, notifyListeners } from '../../audit/store/change-log.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { at, nextIds } from '../../platform/database/next-ids.ts';
import { now, orNull } from '../../platform/database/sql-values.ts';
import type { AnyDatabase, Transaction } from '../../platform/database/transaction.ts';
import type { ProseProposal } from './decide-prose-rule.ts';

/** A proposal of prose, locked until the commit, and the version that readers see. */
export type LockedProse = { proposal: ProseProposal; published: number | null };

/** Locks a proposal of prose and its page; undefined where there is none. */
export async function lockProse(tx: Transaction, id: number): Promise<LockedProse | undefined> {
  const proposal = await kysely(tx)
    .selectFrom('prose_proposal')
    .select(['id', 'path', 'hash', 'state', 'base_version_id as base', 'author_id as author', 'hands'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!proposal) return undefined;
  const page = await kysely(tx)
    .selectFrom('prose_page')
    .select((eb) => eb.case().when('published_at', 'is not', null).then(eb.ref('version_id')).end().as('version'))
    .where('path', '=', proposal.path)
    .forUpdate()
    .executeTakeFirst();
  return { proposal, published: page?.version ?? null };
}

/** Publishes an approved text, last in its transaction. */
export async function publishProposedProse(
  tx: Transaction,
  actor: Actor,
  { id, path, hash, author }: ProseProposal,
  notes: { ownWork?: true },
): Promise<void> {
  // The archive's state is locked last, for as short as can be.
  await recordEvents(tx, actor, {
    type: 'approve-prose',
    payload: { proposal: id, path, hash, askedBy: author, ...notes },
  });
  const version = at(await nextIds(tx, 'prose_version', 1), 0);
  await notifyListeners(
    logging(tx, [{ kind: 'prose', path, prose: version }])
      .with('closed', (part) =>
        part
          .updateTable('prose_proposal')
          .from('state')
          .set((eb) => ({ state: 'approved', decided_by: actor.person, decided_at: eb.ref('state.at') }))
          .where('prose_proposal.id', '=', id)
          .returning(['prose_proposal.path', 'prose_proposal.text', 'state.at']),
      )
      .with('version', (part) =>
        insertFrom(
          part,
          'prose_version',
          (eb) => eb.selectFrom('closed'),
          (eb) => ({ id: version, path: eb.ref('closed.path'), text: eb.ref('closed.text'), at: eb.ref('closed.at') }),
        ),
      )
      .with('page', (part) =>
        insertFrom(
          part,
          'prose_page',
          (eb) => eb.selectFrom('closed'),
          (eb) => ({
            path: eb.ref('closed.path'),
            text: eb.ref('closed.text'),
            published_at: eb.ref('closed.at'),
            imported_at: eb.ref('closed.at'),
            version_id: version,
          }),
        ).onConflict((known) =>
          known.column('path').doUpdateSet((eb) => ({
            text: eb.ref('excluded.text'),
            published_at: eb.ref('excluded.published_at'),
            version_id: eb.ref('excluded.version_id'),
          })),
        ),
      ),
  );
}

/** Closes a proposal that nobody wants. */
export async function closeProse(
  tx: Transaction,
  actor: Actor,
  { id, path, hash, author }: ProseProposal,
  reason: string | undefined,
): Promise<void> {
  await kysely(tx)
    .updateTable('prose_proposal')
    .set({ state: 'discarded', decided_by: actor.person, decided_at: now, reason: reason ?? null })
    .where('id', '=', id)
    .execute();
  await recordEvents(tx, actor, {
    type: 'discard-prose',
    reason,
    payload: { proposal: id, path, hash, askedBy: author },
  });
}

/** A proposal of prose with both texts; `before` is null where readers have no such page. */
export type ProseRow = NonNullable<Awaited<ReturnType<typeof readProseRow>>>;

/** One proposal of prose, whatever became of it. It is stale where another text was published since it came in. */
export function readProseRow({ prisma }: Pick<AnyDatabase, 'prisma'>, id: number) {
  return kysely(prisma)
    .selectFrom('prose_proposal as o')
    .innerJoin('person as a', 'a.id', 'o.author_id')
    .leftJoin('prose_page as p', (on) => on.onRef('p.path', '=', 'o.path').on('p.published_at', 'is not', null))
    .leftJoin('person as d', 'd.id', 'o.decided_by')
    .select((eb) => {
      const decider = jsonBuildObject({ id: eb.ref('d.id').$notNull(), name: eb.ref('d.name').$notNull() });
      const isOpen = eb('o.state', '=', 'in_review');
      const isStale = eb('o.base_version_id', 'is distinct from', eb.ref('p.version_id'));
      return [
        'o.id',
        'o.path',
        'o.hash',
        'o.state',
        'o.at as submittedAt',
        jsonBuildObject({ id: eb.ref('a.id'), name: eb.ref('a.name') }).as('author'),
        eb('p.path', 'is', null).$castTo<boolean>().as('isNew'),
        eb.and([isOpen, isStale]).$castTo<boolean>().as('isStale'),
        orNull(eb.ref('d.id'), decider).as('decidedBy'),
        'o.reason',
        'p.text as before',
        'o.text as after',
      ];
    })
    .where('o.id', '=', id)
    .executeTakeFirst();
}

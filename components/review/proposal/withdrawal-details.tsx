import Link from 'next/link';
import { LineDiff } from '#components/diff/line-diff.tsx';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { WithdrawalChange } from '#lib/editorial/entries/queries/withdrawal-change.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import styles from './proposal.module.css';

/** What a withdrawal does: why, where its readers go, which pages name it, and the files that change. */
export function WithdrawalDetails({ change, withdrawal }: { change: ProposalChange; withdrawal: WithdrawalChange }) {
  return (
    <div className={styles.withdrawal}>
      <section aria-labelledby="takes-away">
        <h2 id="takes-away">Withdraws this entry</h2>
        <dl className={styles.fields}>
          <div className={styles.field}>
            <dt>Reason</dt>
            <dd dir="auto" className={styles.withdrawalReason}>
              {withdrawal.reason}
            </dd>
          </div>
          <div className={styles.field}>
            <dt>Readers</dt>
            <dd>
              <Readers redirect={withdrawal.redirect} />
            </dd>
          </div>
          <div className={styles.field}>
            <dt>Pages that link to it</dt>
            <dd>
              <NamedBy {...withdrawal.namedBy} sent={withdrawal.redirect !== null} />
            </dd>
          </div>
        </dl>
      </section>
      <section aria-labelledby="files">
        <h2 id="files">Files</h2>
        <File path={change.path} before={change.pages.before} after={null} />
        {withdrawal.day && <File {...withdrawal.day} />}
      </section>
    </div>
  );
}

function Readers({ redirect }: Pick<WithdrawalChange, 'redirect'>) {
  if (!redirect) return 'see a note that the page was withdrawn.';
  return (
    <>
      are redirected to{' '}
      <Link href={`/entries/${redirect.entry}`}>
        <bdi>{readableTitle(redirect.title)}</bdi>
      </Link>{' '}
      <span className={`${base.dimmed} ${base.tabular} ${base.nowrap}`}>{redirect.day}</span>
      {!redirect.published && (
        <strong className={styles.withdrawalGone}>
          That entry is no longer published, so this cannot be approved. Request changes.
        </strong>
      )}
    </>
  );
}

function NamedBy({ items, more, sent }: WithdrawalChange['namedBy'] & { sent: boolean }) {
  if (!items.length) return <span className={base.dimmed}>None.</span>;
  return (
    <>
      <p className={styles.withdrawalNote}>
        {items.length}
        {more && '+'} {items.length === 1 ? 'page lists' : 'pages list'} it as related, and will{' '}
        {sent ? 'link to the redirect target instead' : 'leave it out'}.
      </p>
      <ul className={base.plainList}>
        {items.map((page) => (
          <li key={page.entry} className={styles.withdrawalNamed}>
            <span className={`${base.tabular} ${base.nowrap} ${base.dimmed}`}>{page.day}</span>{' '}
            <Link href={`/entries/${page.entry}`}>
              <bdi>{readableTitle(page.title)}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {more && <p className={base.dimmed}>Only the latest are listed.</p>}
    </>
  );
}

function File({ path, before, after }: { path: string; before: string | null; after: string | null }) {
  return (
    <div className={styles.withdrawalFile}>
      <p>
        <code>{path}</code> <span className={base.dimmed}>{after === null ? 'removed' : 'changed'}</span>
      </p>
      <LineDiff before={before} after={after} label={`${path}, before and after`} />
    </div>
  );
}

import Link from 'next/link';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { HistoryView } from '#lib/editorial/history/history.ts';
import styles from './history.module.css';

/** Which entry this is the history of, where its page is and was, and the tombstone of a withdrawn one. */
export function HistoryHead({ view }: { view: HistoryView }) {
  return (
    <>
      <PageTitle
        title={readableTitle(view.title)}
        kicker={
          <>
            History · <Link href={`/days/${view.day}`}>{view.day}</Link>{' '}
            {view.state !== 'unpublished' && <StateBadge state={view.state} />}
          </>
        }
        actions={<Actions view={view} />}
      />
      {view.withdrawal && <Tombstone {...view.withdrawal} />}
      {view.path && (
        <dl className={styles.addresses}>
          <dt>Address</dt>
          <dd>
            <code>/{view.path}</code>
          </dd>
          {view.former.length > 0 && <dt>Previously at</dt>}
          {view.former.map((path) => (
            <dd key={path}>
              <code>/{path}</code>
            </dd>
          ))}
        </dl>
      )}
    </>
  );
}

function Actions({ view }: { view: HistoryView }) {
  return (
    <>
      <LinkButton href={`/entries/${view.entry}`} variant="default">
        Open entry
      </LinkButton>
      {view.open?.state === 'in_review' && (
        <LinkButton href={`/review/${view.entry}`} variant="default">
          Open review
        </LinkButton>
      )}
    </>
  );
}

function Tombstone({ at, reason, askedBy, approvedBy, redirect }: NonNullable<HistoryView['withdrawal']>) {
  return (
    <div className={styles.tombstone}>
      <Notice kind="warning" title="This entry was withdrawn">
        <p>
          {askedBy} requested it, {approvedBy} approved it, <TimeAgo at={at.toISOString()} />: <bdi>{reason}</bdi>
        </p>
        <p>
          {redirect ? (
            <>
              Its address redirects to <code>/{redirect}</code>.
            </>
          ) : (
            'Its address shows a note that it was withdrawn.'
          )}{' '}
          You can restore any revision below.
        </p>
      </Notice>
    </div>
  );
}

import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AttentionList } from '#components/desk/desk-attention.tsx';
import { DeskExports } from '#components/desk/desk-exports.tsx';
import { DeskList } from '#components/desk/desk-list.tsx';
import { DeskSearches } from '#components/desk/desk-searches.tsx';
import { SampleLoading } from '#components/desk/sample-loading.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readDesk } from '#lib/desk/desk.ts';
import { readAttention } from '#lib/desk/desk-attention.ts';
import type { DeskItem, DeskSection } from '#lib/desk/desk-line.ts';
import { listSavedSearches } from '#lib/discovery/search/saved-searches.ts';
import { listTargets } from '#lib/exchange/export/queries/targets.ts';
import { reviewPlace } from '#lib/kernel/newsroom/review-item.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { isQueued } from '#lib/platform/jobs/job-queue.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Desk' };

const review = ({ kind, entry, change }: DeskItem) => reviewPlace({ kind, id: entry ?? change ?? 0 });
const editor = (item: DeskItem) => (item.kind === 'entry' ? `/entries/${item.entry}` : review(item));
const more = (section: DeskSection) => `/?more=${section}`;

/** What waits for whoever is signed in. */
export default async function DeskPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const store = currentStore();
  const { more: asked, sample } = await searchParams;
  const section = sectionIn(asked);
  const exports = may(person, 'archive.export');
  const [desk, attention, targets, searches, loads] = await Promise.all([
    readDesk(store, person.id, section),
    readAttention(store, exports),
    exports ? listTargets(store) : [],
    listSavedSearches(store, person.id),
    sample === 'loading' && isQueued(store, 'load-sample'),
  ]);
  return (
    <>
      <PageTitle title="Desk" note={`Welcome, ${person.name}.`} />
      {loads && <SampleLoading />}
      <AttentionList {...attention} />
      <div className={styles.desk}>
        <div className={styles.deskColumn}>
          {may(person, 'entry.approve') && <Waiting desk={desk} />}
          <OwnWork desk={desk} />
        </div>
        <div className={styles.deskColumn}>
          <News desk={desk} />
          {exports && <DeskExports targets={targets} manages={may(person, 'target.manage')} />}
          <DeskSearches searches={searches} me={person.id} />
        </div>
      </div>
    </>
  );
}

type DeskProps = { desk: Awaited<ReturnType<typeof readDesk>> };

function Waiting({ desk }: DeskProps) {
  return (
    <DeskList
      id="waiting"
      name="Waiting for my review"
      list={desk.waiting}
      state="in_review"
      when="Submitted"
      hrefOf={review}
      more="/review"
      empty={
        <EmptyState title="Nothing is waiting for your review.">
          Submitted entries appear here: those assigned to you first, then the oldest.
        </EmptyState>
      }
    />
  );
}

/** What I wrote and is not published yet. */
function OwnWork({ desk }: DeskProps) {
  return (
    <>
      <DeskList
        id="changes-requested"
        name="Changes requested"
        list={desk['changes-requested']}
        state="changes_requested"
        when="Changes requested"
        hrefOf={editor}
        more={more('changes-requested')}
        empty={
          <EmptyState title="No changes requested.">
            When a reviewer requests changes, the entry and the reason appear here.
          </EmptyState>
        }
      />
      <DeskList
        id="drafts"
        name="My drafts"
        list={desk.drafts}
        state="draft"
        when="Saved"
        hrefOf={editor}
        more={more('drafts')}
        empty={
          <EmptyState title="You have no drafts." action={<LinkButton href="/entries/new">New entry</LinkButton>}>
            Start an entry here, or press n on any screen.
          </EmptyState>
        }
      />
      <DeskList
        id="in-review"
        name="My entries in review"
        list={desk['in-review']}
        state="in_review"
        when="Last changed"
        hrefOf={editor}
        more={more('in-review')}
        empty={
          <EmptyState title="Nothing of yours is in review.">
            Submit a draft so that a reviewer can approve it.
          </EmptyState>
        }
      />
    </>
  );
}

/** What others did, and what comes next. */
function News({ desk }: DeskProps) {
  return (
    <>
      <DeskList
        id="followed"
        name="What I follow changed"
        list={desk.followed}
        state="published"
        when="Changed"
        hrefOf={editor}
        more="/notices?kind=followed"
        onOpen="mark-read"
      />
      <DeskList
        id="scheduled"
        name="Scheduled"
        list={desk.scheduled}
        state="scheduled"
        when="For"
        hrefOf={editor}
        more="/search?state=scheduled"
      />
      <DeskList
        id="published"
        name="Recently published"
        list={desk.published}
        state="published"
        when="Published"
        hrefOf={editor}
        more={more('published')}
        empty={
          <EmptyState title="Nothing is published yet.">An entry is published once a reviewer approves it.</EmptyState>
        }
      />
    </>
  );
}

function sectionIn(value: string | string[] | undefined): DeskSection | undefined {
  const sections: readonly DeskSection[] = ['changes-requested', 'drafts', 'in-review', 'published'];
  return sections.find((section) => section === value);
}

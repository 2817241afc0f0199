import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { DeskCare } from '#components/desk/desk-care.tsx';
import { DeskExports } from '#components/desk/desk-exports.tsx';
import { DeskList } from '#components/desk/desk-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { type DeskItem, type DeskSection, readDesk } from '#lib/queries/desk.ts';
import { careRuns } from '#lib/queries/runs.ts';
import { countOpen } from '#lib/queries/settle-items.ts';
import { listTargets } from '#lib/queries/targets.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'Desk' };

const editor = (item: DeskItem) => `/entries/${item.event}`;
const review = (item: DeskItem) => `/review/${item.event}`;
const more = (section: DeskSection) => `/?more=${section}`;

/** What waits for whoever is signed in. */
export default async function DeskPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const person = await requireSignedIn();
  const store = currentStore();
  const section = sectionIn((await searchParams)['more']);
  const exports = may(person, 'archive.export');
  const [desk, failed, targets, toSettle] = await Promise.all([
    readDesk(store, person.id, section),
    exports ? careRuns(store) : [],
    exports ? listTargets(store) : [],
    countOpen(store),
  ]);
  return (
    <>
      <PageTitle title="Desk" note={`Good to see you, ${person.name}.`} />
      <DeskCare failed={failed} toSettle={Object.values(toSettle).reduce((sum, count) => sum + count, 0)} />
      <div className="desk">
        <div className="desk-column">
          <DeskList
            id="sent-back"
            name="Sent back to me"
            list={desk['sent-back']}
            state="changes_requested"
            when="Sent back"
            hrefOf={editor}
            more={more('sent-back')}
            empty={<EmptyState title="Nothing was sent back.">When a reviewer asks for changes, the entry and the reason appear here.</EmptyState>}
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
                Begin an entry here, or press n on any screen.
              </EmptyState>
            }
          />
          <DeskList
            id="in-review"
            name="My proposals in review"
            list={desk['in-review']}
            state="in_review"
            when="Last changed"
            hrefOf={editor}
            more={more('in-review')}
            empty={<EmptyState title="Nothing of yours is in review.">Submit a draft, and somebody who did not write it can approve it.</EmptyState>}
          />
          {exports && <DeskExports targets={targets} manages={may(person, 'target.manage')} />}
        </div>
        <div className="desk-column">
          {may(person, 'entry.approve') && (
            <DeskList
              id="waiting"
              name="Waiting for my review"
              list={desk.waiting}
              state="in_review"
              when="Submitted"
              hrefOf={review}
              more="/review"
              empty={<EmptyState title="Nothing waits for your review.">Entries that others submit appear here, the oldest first.</EmptyState>}
            />
          )}
          <DeskList
            id="published"
            name="Recently published"
            list={desk.published}
            state="published"
            when="Published"
            hrefOf={editor}
            more={more('published')}
            empty={<EmptyState title="Nothing is published yet.">An entry is published once a reviewer approves it.</EmptyState>}
          />
        </div>
      </div>
    </>
  );
}

function sectionIn(value: string | string[] | undefined): DeskSection | undefined {
  const sections: readonly DeskSection[] = ['sent-back', 'drafts', 'in-review', 'published'];
  return sections.find((section) => section === value);
}

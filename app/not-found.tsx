import type { Metadata } from 'next';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import styles from './plain-page.module.css';

export const metadata: Metadata = { title: 'Not found' };

/** What is at an address that leads nowhere. */
export default function NotFound() {
  return (
    <main className={styles.plainPage}>
      <PageTitle title="Not found" />
      <EmptyState title="There is no page at this address." action={<LinkButton href="/">Go to the desk</LinkButton>}>
        Check the address, or go to the desk.
      </EmptyState>
    </main>
  );
}

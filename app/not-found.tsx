import type { Metadata } from 'next';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import NewsroomLayout from './(newsroom)/layout.tsx';
import NewsroomNotFound from './(newsroom)/not-found.tsx';
import styles from './plain-page.module.css';
import { signedIn } from './session.ts';

export const metadata: Metadata = { title: 'Not found' };

/** An address that leads nowhere. Whoever is signed in keeps the navigation. */
export default async function NotFound() {
  if (await signedIn())
    return (
      <NewsroomLayout>
        <NewsroomNotFound />
      </NewsroomLayout>
    );
  return (
    <main className={styles.plainPage}>
      <PageTitle title="Not found" />
      <EmptyState title="There is no page at this address." action={<LinkButton href="/">Go to the desk</LinkButton>}>
        Check the address, or go to the desk.
      </EmptyState>
    </main>
  );
}

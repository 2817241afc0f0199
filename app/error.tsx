'use client';

import { FaultNotice } from '#components/ui/messages/fault-notice.tsx';
import styles from './plain-page.module.css';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main className={styles.plainPage}>
      <FaultNotice error={error} onRetry={reset} />
    </main>
  );
}

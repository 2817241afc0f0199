'use client';

import { FaultNotice } from '#components/ui/messages/fault-notice.tsx';
import './plain-page.css';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function AppError({ error, reset }: Props) {
  return (
    <main className="plain-page">
      <FaultNotice error={error} onRetry={reset} />
    </main>
  );
}

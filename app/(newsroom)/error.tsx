'use client';

import { FaultNotice } from '#components/ui/messages/fault-notice.tsx';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function NewsroomError({ error, reset }: Props) {
  return <FaultNotice error={error} onRetry={reset} />;
}

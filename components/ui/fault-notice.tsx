'use client';

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { EmptyState } from './empty-state.tsx';
import { LinkButton } from './link-button.tsx';
import { PageTitle } from './page-title.tsx';

/** What a screen shows when it could not be made: what is safe, and the way on. `digest` finds the fault in the server's log. */
export function FaultNotice({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <>
      <title>Something went wrong · Dateline</title>
      <PageTitle title="Something went wrong" />
      <EmptyState
        title="This screen could not be shown."
        action={
          <>
            <Button onClick={onRetry} mr="sm">
              Try again
            </Button>
            <LinkButton href="/" variant="default">
              Go to the desk
            </LinkButton>
          </>
        }
      >
        Whatever was saved is safe. If it happens again, tell whoever runs this site{error.digest ? `, and give them the code ${error.digest}` : ''}.
      </EmptyState>
    </>
  );
}

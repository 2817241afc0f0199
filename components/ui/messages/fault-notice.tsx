'use client';

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useApiQuery } from '#components/api-query.ts';
import { LinkButton } from '../link-button.tsx';
import { PageTitle } from '../page-title.tsx';
import { EmptyState } from './empty-state.tsx';

type Health = { title: string; detail: string };

/** What the server says about its health, where that is bad; undefined while it is not known. */
function useBadHealth(): Health | undefined {
  const { error } = useApiQuery('health', {});
  return error?.status === 503 ? error : undefined;
}

/**
 * What a screen shows when it could not be made: why, where that is known, what is safe, and the way on. `digest` finds
 * the fault in the server's log.
 */
export function FaultNotice({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  const bad = useBadHealth();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <>
      <title>Something went wrong · Dateline</title>
      <PageTitle title="Something went wrong" />
      <EmptyState
        title={bad ? `${bad.title}.` : 'This screen could not be loaded.'}
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
        {bad
          ? `${bad.detail} Everything you saved is safe.`
          : 'Everything you saved is safe. If it happens again, tell your ' +
            `administrator${error.digest ? `, and give them the code ${error.digest}` : ''}.`}
      </EmptyState>
    </>
  );
}

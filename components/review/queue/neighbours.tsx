'use client';

import { Button, Kbd } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import type { QueueNeighbours } from '#lib/editorial/review/queries/review-queue.ts';
import styles from './queue.module.css';

type QueueSides = Pick<QueueNeighbours, 'previous' | 'next'>;

/** j and k go to the next thing of the queue and to the one before. */
export function useNeighbourKeys({ previous, next }: QueueSides, query: string): void {
  const router = useRouter();
  const goTo = (link: string | null) => link !== null && router.push(`${link}${query}`);
  useShortcuts({ j: () => goTo(next), k: () => goTo(previous) });
}

/** The way back to the list, and to what is beside this in it. */
export function Neighbours({ around: { previous, next }, query }: { around: QueueSides; query: string }) {
  return (
    <nav aria-label="Queue" className={styles.neighbours}>
      <Button component={Link} href={`/review${query}`} variant="subtle">
        Queue
      </Button>
      {previous && (
        <Button
          component={Link}
          href={`${previous}${query}`}
          variant="default"
          aria-keyshortcuts="k"
          rightSection={<Kbd size="xs">k</Kbd>}
        >
          Previous
        </Button>
      )}
      {next && (
        <Button
          component={Link}
          href={`${next}${query}`}
          variant="default"
          aria-keyshortcuts="j"
          rightSection={<Kbd size="xs">j</Kbd>}
        >
          Next
        </Button>
      )}
    </nav>
  );
}

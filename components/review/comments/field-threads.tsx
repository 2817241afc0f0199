'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { useHasUnsent } from '#components/unsent/use-unsent.ts';
import type { CommentField } from '#lib/kernel/newsroom/thread.ts';
import { commentFieldName } from '../proposal/field-names.ts';
import { commentPlace } from './comment-place.ts';
import styles from './comments.module.css';
import { ThreadCard } from './thread-card.tsx';
import type { ThreadActions } from './use-threads.ts';

const CommentForm = dynamic(() => fetched(() => import('./comment-form.tsx')).then((parts) => parts.CommentForm), {
  loading: OverlayComing,
});

/** The threads on one field, and the way to begin another. */
export function FieldThreads({
  field,
  threads,
  writes,
}: {
  field: CommentField;
  threads: ThreadActions;
  writes: boolean;
}) {
  const [saying, setSaying] = useState(false);
  const { view, entry } = threads;
  const place = commentPlace(entry, field);
  const waits = useHasUnsent(place, saying);
  if (!view) return null;
  const own = view.items.filter((thread) => thread.field === field);
  const name = commentFieldName(field);
  return (
    <div className={styles.fieldThreads}>
      {own.map((thread) => (
        <ThreadCard key={thread.id} thread={thread} view={view} threads={threads} writes={writes} />
      ))}
      {writes && view.isOpen && !saying && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles.fieldComment}
          aria-label={`Comment on: ${name}`}
          onClick={() => setSaying(true)}
        >
          {waits ? 'Continue your comment' : 'Comment'}
        </Button>
      )}
      {saying && (
        <CommentForm
          place={place}
          label={`Comment on: ${name}`}
          send="Comment"
          onSend={(text) => threads.begin(field, text)}
          onClose={() => setSaying(false)}
        />
      )}
    </div>
  );
}

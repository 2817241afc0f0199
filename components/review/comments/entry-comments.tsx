'use client';

import { Button, NativeSelect } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { useHasUnsent } from '#components/unsent/use-unsent.ts';
import { COMMENT_FIELDS, type CommentField } from '#lib/kernel/newsroom/thread.ts';
import { isOneOf } from '#lib/kernel/one-of.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { commentFieldName, FIELD_CHOICES } from '../proposal/field-names.ts';
import { commentPlace } from './comment-place.ts';
import styles from './comments.module.css';
import { ThreadCard } from './thread-card.tsx';
import { useThreads } from './use-threads.ts';

const CommentForm = dynamic(() => fetched(() => import('./comment-form.tsx')).then((parts) => parts.CommentForm), {
  loading: OverlayComing,
});

/**
 * Every comment on the open proposal of an entry, field by field, with the way to answer, to settle and to begin
 * another: for the editor. It reads them itself; give it another `key` after a save or a move to have it read them
 * again. Shows nothing where there is no open proposal.
 */
export function EntryComments({ entry, person }: { entry: number; person: { role: Role } }) {
  const threads = useThreads(entry);
  const [field, setField] = useState<CommentField>('');
  const [saying, setSaying] = useState(false);
  const { view } = threads;
  const place = commentPlace(entry, field);
  const waits = useHasUnsent(place, saying);
  const writes = may(person, 'comment.write');
  if (!view?.isOpen) return null;
  const open = view.items.filter((thread) => !thread.resolved).length;
  return (
    <section className={styles.entryComments} aria-labelledby="entry-comments">
      <h2 id="entry-comments">
        Comments {open > 0 && <span className={`${base.dimmed} ${base.tabular}`}>{open} open</span>}
      </h2>
      {COMMENT_FIELDS.map((one) => {
        const own = view.items.filter((thread) => thread.field === one);
        return own.length ? (
          <section key={one} aria-label={`Comments on: ${commentFieldName(one)}`}>
            <h3>{commentFieldName(one)}</h3>
            {own.map((thread) => (
              <ThreadCard key={thread.id} thread={thread} view={view} threads={threads} writes={writes} />
            ))}
          </section>
        ) : null;
      })}
      {writes && !saying && (
        <div className={styles.entryCommentsNew}>
          <NativeSelect
            aria-label="What the comment is about"
            size="xs"
            data={FIELD_CHOICES}
            value={field}
            onChange={({ currentTarget: { value } }) => isOneOf(COMMENT_FIELDS, value) && setField(value)}
          />
          <Button size="compact-sm" variant="default" onClick={() => setSaying(true)}>
            {waits ? 'Continue your comment' : 'Comment'}
          </Button>
        </div>
      )}
      {saying && (
        <CommentForm
          key={field}
          place={place}
          label={`Comment on: ${commentFieldName(field)}`}
          send="Comment"
          onSend={(text) => threads.begin(field, text)}
          onClose={() => setSaying(false)}
        />
      )}
    </section>
  );
}

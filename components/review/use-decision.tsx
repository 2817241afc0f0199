'use client';

import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import type { ProposalChange } from '#lib/queries/proposal-change.ts';
import { localTime } from './set-time.tsx';

type Verb = 'approve' | 'request-changes' | 'schedule' | 'cancel-schedule' | 'merge';
type Body = { hash: string; at?: string } | { reason: string } | Record<string, never>;

/** Sends a decision; after it, tells what came of it and goes on to the next of the list (`query` says which), or stays where nothing was decided. */
export function useDecision(change: ProposalChange, query: string) {
  const router = useRouter();
  const [busy, setBusy] = useState<Verb>();
  const [problem, setProblem] = useState<ApiProblem>();
  const decide = async (verb: Verb, body: Body): Promise<boolean> => {
    setBusy(verb);
    setProblem(undefined);
    const answer = await callApi<{ path?: string; at?: string }>('POST', `/events/${change.event}/${verb}`, body);
    if (!answer.ok) {
      setBusy(undefined);
      setProblem(answer.problem);
      return false;
    }
    notifications.show(toldOf(verb, change, answer.value));
    const stays = verb === 'cancel-schedule' || verb === 'merge' || (verb === 'schedule' && change.schedule !== null);
    if (stays) setBusy(undefined);
    else router.push(change.next ? `/review/${change.next}${query}` : `/review${query}`);
    router.refresh();
    return true;
  };
  return { busy, problem, decide };
}

function toldOf(verb: Verb, change: ProposalChange, { path = change.path, at }: { path?: string; at?: string }) {
  if (at) return { title: 'Approved for later', message: `${change.title}: ${localTime(new Date(at))}`, color: 'teal', autoClose: 10_000 };
  if (verb === 'cancel-schedule') return { title: 'Waits for a decision again', message: change.title };
  if (verb === 'merge') return { title: 'Merged with the published text', message: 'Read it again before you decide.' };
  if (verb === 'request-changes') return { title: 'Sent back', message: change.title };
  if (change.withdrawal) return { title: 'Withdrawn', message: <To href={`/entries/${change.event}`} title={change.title} />, autoClose: 10_000 };
  return { title: 'Published', message: <To href={`/${path.replace(/\.md$/, '')}`} title={change.title} />, color: 'teal', autoClose: 10_000 };
}

function To({ href, title }: { href: string; title: string }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      {title}
    </Anchor>
  );
}

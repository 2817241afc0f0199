'use client';

import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiAnswer, type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { localTime } from './set-time.tsx';

/** What a decision can be, by its operation, and what it takes. */
type DecisionBodies = {
  approveEntry: BodyOf<'approveEntry'>;
  requestEntryChanges: BodyOf<'requestEntryChanges'>;
  scheduleEntry: BodyOf<'scheduleEntry'>;
  cancelEntrySchedule: BodyOf<'cancelEntrySchedule'>;
  rebaseEntry: BodyOf<'rebaseEntry'>;
};
type DecisionAction = keyof DecisionBodies;
type DecisionTarget = { entry: number; path?: string; at?: string };

const SEND: {
  [Name in DecisionAction]: (id: number, body: DecisionBodies[Name]) => Promise<ApiAnswer<DecisionTarget>>;
} = {
  approveEntry: (id, body) => callApi('approveEntry', { params: { id }, body }),
  requestEntryChanges: (id, body) => callApi('requestEntryChanges', { params: { id }, body }),
  scheduleEntry: (id, body) => callApi('scheduleEntry', { params: { id }, body }),
  cancelEntrySchedule: (id) => callApi('cancelEntrySchedule', { params: { id } }),
  rebaseEntry: (id, body) => callApi('rebaseEntry', { params: { id }, body }),
};

/**
 * Sends a decision; after it, says what came of it and goes on to the next of the list (`query` says which), or stays
 * where nothing was decided.
 */
export function useDecision(change: ProposalChange, query: string) {
  const router = useRouter();
  const [busy, setBusy] = useState<DecisionAction>();
  const [problem, setProblem] = useState<ApiProblem>();
  const decide = async <Name extends DecisionAction>(action: Name, body: DecisionBodies[Name]): Promise<boolean> => {
    setBusy(action);
    setProblem(undefined);
    const answer = await SEND[action](change.entry, body);
    if (!answer.ok) {
      setBusy(undefined);
      setProblem(answer.problem);
      return false;
    }
    notifications.show(toldOf(action, change, answer.value));
    const stays =
      action === 'cancelEntrySchedule' ||
      action === 'rebaseEntry' ||
      (action === 'scheduleEntry' && change.schedule !== null);
    if (stays) setBusy(undefined);
    else router.push(`${change.next ?? '/review'}${query}`);
    router.refresh();
    return true;
  };
  return { busy, problem, decide };
}

function toldOf(action: DecisionAction, change: ProposalChange, { path = change.path, at }: DecisionTarget) {
  if (at)
    return {
      title: 'Scheduled',
      message: `${change.title}: ${localTime(new Date(at))}`,
      color: 'teal',
      autoClose: 10_000,
    };
  if (action === 'cancelEntrySchedule') return { title: 'Schedule cancelled', message: change.title };
  if (action === 'rebaseEntry')
    return { title: 'Merged with the published text', message: 'Read it again before you decide.' };
  if (action === 'requestEntryChanges') return { title: 'Changes requested', message: change.title };
  if (change.withdrawal)
    return {
      title: 'Withdrawn',
      message: <To href={`/entries/${change.entry}`} title={readableTitle(change.title)} />,
      autoClose: 10_000,
    };
  return {
    title: 'Published',
    message: <To href={`/${path.replace(/\.md$/, '')}`} title={readableTitle(change.title)} />,
    color: 'teal',
    autoClose: 10_000,
  };
}

function To({ href, title }: { href: string; title: string }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      <bdi>{title}</bdi>
    </Anchor>
  );
}

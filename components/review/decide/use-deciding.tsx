'use client';

import { useState } from 'react';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { today } from '#components/ui/days/today.ts';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { isFarAhead } from '#lib/kernel/far-day.ts';
import { useNeighbourKeys } from '../queue/neighbours.tsx';
import { ApprovalQuestion, approvalTitle } from './approval-question.tsx';
import type { OpenForm } from './decision-bar.tsx';
import { useDecision } from './use-decision.tsx';

type DecidingOptions = {
  change: ProposalChange;
  query: string;
  why: string | undefined;
  isStale: boolean;
  warnings: readonly string[];
};

/** The decision and its keys. `asking` is what it has to be told first. */
export function useDeciding({ change, query, why, isStale, warnings }: DecidingOptions) {
  const { busy, problem, decide } = useDecision(change, query);
  const { question, ask: putQuestion } = useQuestion();
  const [asking, setAsking] = useState<OpenForm>();
  const farDayConfirmed = isFarAhead(change.day, today());
  const approve = () => {
    if (why || busy || isStale) return;
    putQuestion({
      title: approvalTitle(change),
      body: <ApprovalQuestion change={change} warnings={warnings} />,
      yes: change.withdrawal ? 'Withdraw it' : 'Publish it',
      run: () => decide('approveEntry', { hash: change.hash, farDayConfirmed }),
    });
  };
  const ask = (what: OpenForm) => {
    if (!why && !(what === 'time' && isStale)) setAsking((now) => (now === what ? undefined : what));
  };
  const stopAsking = () => setAsking(undefined);
  useNeighbourKeys(change, query);
  useShortcuts({
    a: approve,
    c: () => ask('changes'),
    t: () => ask('time'),
    ...(asking && Object.fromEntries([['Escape', stopAsking]])),
  });
  const setTime = async (at: string) => {
    if (await decide('scheduleEntry', { hash: change.hash, at, farDayConfirmed })) stopAsking();
  };
  return { question, busy, problem, decide, asking, ask, stopAsking, approve, setTime };
}

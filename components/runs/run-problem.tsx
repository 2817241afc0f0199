import type { ReactNode } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { Notice } from '#components/ui/messages/notice.tsx';

/** Why a run failed, loudly, and what can be done; and why a wish was refused. */
export function RunProblem({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Notice kind="problem" title={title} urgent>
      <p className={base.asWritten}>{text}</p>
      {children}
    </Notice>
  );
}

/** What the server said no to. */
export function RequestProblem({ problem }: { problem: ApiProblem | undefined }) {
  return problem ? <RunProblem title={problem.title} text={problem.detail} /> : null;
}

import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { dayName } from '#lib/kernel/day-names.ts';

/** What is asked before an approval. */
export function approvalTitle({ withdrawal, purpose }: Pick<ProposalChange, 'withdrawal' | 'purpose'>): string {
  if (withdrawal) return 'Withdraw this entry now?';
  return purpose === 'change' ? 'Publish this change now?' : 'Publish this entry now?';
}

/** Which entry an approval is about, and what deserves a second look first. */
export function ApprovalQuestion({
  change,
  care,
}: {
  change: Pick<ProposalChange, 'title' | 'day'>;
  care: readonly string[];
}) {
  return (
    <>
      <p dir="auto" className="question-about">
        {change.title}
      </p>
      <p className="dimmed">{dayName(change.day)}</p>
      {care.length > 0 && (
        <ul className="question-care">
          {care.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import styles from './decide.module.css';

/** What is asked before an approval. */
export function approvalTitle({ withdrawal, purpose }: Pick<ProposalChange, 'withdrawal' | 'purpose'>): string {
  if (withdrawal) return 'Withdraw this entry now?';
  return purpose === 'change' ? 'Publish this change now?' : 'Publish this entry now?';
}

/** Which entry an approval is about, and what deserves a second look first. */
export function ApprovalQuestion({
  change,
  warnings,
}: {
  change: Pick<ProposalChange, 'title' | 'day'>;
  warnings: readonly string[];
}) {
  return (
    <>
      <p dir="auto" className={styles.questionAbout}>
        {readableTitle(change.title)}
      </p>
      <p className={base.dimmed}>{dayName(change.day)}</p>
      {warnings.length > 0 && (
        <ul className={styles.questionCare}>
          {warnings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

'use client';

import type { AnswerOf } from '#components/api-client.ts';
import { useApiQuery } from '#components/api-query.ts';
import { FileFrame } from '#components/diff/file-frame.tsx';
import { LineDiff } from '#components/diff/line-diff.tsx';
import base from '#components/ui/base.module.css';
import styles from './exports.module.css';

type Texts = AnswerOf<'readExportDiff'>;

const LONGEST_SHOWN = 400_000;

/** One file of a plan, as the target has it and as the run writes it. */
export function FileDiff({ run, path }: { run: number; path: string }) {
  const { data: texts, error } = useApiQuery('readExportDiff', { params: { id: run }, query: { path } });
  return (
    <FileFrame path={path} note={texts && kindOf(texts)} busy={!texts && !error}>
      {error && <p className={styles.fieldError}>{error.detail}</p>}
      {texts && <Difference texts={texts} />}
    </FileFrame>
  );
}

function Difference({ texts: { path, before, after } }: { texts: Texts }) {
  if (before === null && after === null)
    return <p className={base.dimmed}>Neither the target nor the archive has this file any more.</p>;
  if ((before?.length ?? 0) + (after?.length ?? 0) > LONGEST_SHOWN)
    return <p className={base.dimmed}>This file is too long to be shown here.</p>;
  if (before === after)
    return (
      <p className={base.dimmed}>The last export wrote this very text; somebody else changed the file where it lies.</p>
    );
  return <LineDiff before={before} after={after ?? ''} label={`${path}, before and after`} />;
}

function kindOf({ before, after }: Texts): string {
  if (before === null) return 'a new file';
  return after === null ? 'is removed' : 'changes';
}

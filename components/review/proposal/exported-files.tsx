'use client';

import { useEffect, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import type { FileChange, FileChanges } from '#lib/editorial/review/queries/proposal-files.ts';
import { ExportedFile } from '../exported-file.tsx';

const KINDS: Readonly<Record<FileChange['kind'], string>> = {
  page: 'its page',
  day: "the day's page",
  front: 'the front page',
  naming: 'a page that links to it',
};

/**
 * What an export would write after the approval, file by file; read when it is looked at. Long lists of other pages are
 * folded.
 */
export function ExportedFiles({ event }: { event: number }) {
  const [files, setFiles] = useState<FileChanges>();
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    let current = true;
    void callApi('readEntryFiles', { params: { id: event } }).then((answer) => {
      if (!current) return;
      if (answer.ok) setFiles(answer.value);
      else setProblem(answer.problem);
    });
    return () => {
      current = false;
    };
  }, [event]);
  if (problem) return <p role="alert">{problem.detail}</p>;
  if (!files) return <p className={base.dimmed}>Generating the pages…</p>;
  if (!files.items.length) return <p className={base.dimmed}>No files change.</p>;
  return (
    <>
      <p className={base.dimmed}>The Markdown of the 2017 edition, as exported after approval.</p>
      {files.items.map((file) => (
        <File key={file.path} file={file} />
      ))}
      {files.more > 0 && (
        <p className={base.dimmed}>
          {files.more === 1
            ? '1 more page that links to it changes'
            : `${files.more} more pages that link to it change`}{' '}
          in the same way.
        </p>
      )}
    </>
  );
}

function File({ file: { path, kind, before, after } }: { file: FileChange }) {
  const became = before === null ? 'new' : after === null ? 'removed' : 'changed';
  return (
    <ExportedFile
      path={path}
      before={before}
      after={after}
      note={`${became}, ${KINDS[kind]}`}
      open={kind !== 'naming'}
    />
  );
}

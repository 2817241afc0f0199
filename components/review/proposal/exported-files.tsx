'use client';

import { useApiQuery } from '#components/api-query.ts';
import base from '#components/ui/base.module.css';
import type { FileChange } from '#lib/editorial/review/queries/proposal-files.ts';
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
export function ExportedFiles({ entry }: { entry: number }) {
  const { data: files, error } = useApiQuery('readEntryFiles', { params: { id: entry } });
  if (error) return <p role="alert">{error.detail}</p>;
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

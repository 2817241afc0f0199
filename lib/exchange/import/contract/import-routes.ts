import { z } from 'zod';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { runFileSearch } from '../../../runs/contract/exports.ts';
import { RUN_ANSWERS } from '../../../runs/contract/run-answers.ts';
import { importSearch, importStart } from './imports.ts';

const one = z.strictObject({ id: idInAddress });

/** The rows of imports. */
export const IMPORT_ROUTES = {
  startImport: {
    permission: 'archive.import',
    summary: 'Start the import of an upload, or a dry run of it, run by a worker',
    body: importStart,
    repeatable: true,
    status: 202,
    answer: RUN_ANSWERS.started,
  },
  listImports: {
    permission: 'archive.import',
    summary: 'List imports, newest first, paged by cursor',
    query: importSearch,
    status: 200,
    answer: RUN_ANSWERS.imports,
  },
  readImport: {
    permission: 'archive.import',
    summary: 'Follow an import: its state, progress, report and log',
    params: one,
    status: 200,
    answer: RUN_ANSWERS.import,
  },
  listImportFiles: {
    permission: 'archive.import',
    summary: 'The files that an import normalised or refused: the first 10,000 of each, with whole counts',
    params: one,
    query: runFileSearch,
    status: 200,
    answer: RUN_ANSWERS.files,
  },
  cancelImport: {
    permission: 'archive.import',
    summary: 'Cancel an import; nothing is kept',
    params: one,
    body: nothing,
    status: 200,
    answer: RUN_ANSWERS.started,
  },
  retryImport: {
    permission: 'archive.import',
    summary: 'Retry an import that failed or was cancelled',
    params: one,
    body: nothing,
    status: 202,
    answer: RUN_ANSWERS.started,
  },
} as const satisfies RouteRows;

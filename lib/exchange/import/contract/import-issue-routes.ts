import { z } from 'zod';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { IMPORT_ISSUE_ANSWERS } from './import-issue-answers.ts';
import { importIssueDecision, importIssueSearch } from './import-issues.ts';
import { LARGEST_UPLOAD, UPLOAD_TYPES, uploadName } from './uploads.ts';

/** The rows of uploads, and of what an import found and only an editor can decide. */
export const IMPORT_ISSUE_ROUTES = {
  saveUpload: {
    permission: 'archive.import',
    summary: 'Upload a zip archive of a tree, or entries as JSON lines; the body is the file itself',
    query: uploadName,
    raw: { types: UPLOAD_TYPES, most: LARGEST_UPLOAD },
    status: 201,
    answer: IMPORT_ISSUE_ANSWERS.upload,
  },
  listImportIssues: {
    permission: 'archive.read',
    summary: 'List import issues: likely duplicates, ambiguous contexts and broken internal links',
    query: importIssueSearch,
    status: 200,
    answer: IMPORT_ISSUE_ANSWERS.list,
  },
  resolveImportIssue: {
    permission: 'archive.resolve-issues',
    summary:
      'Resolve an import issue. "one" keeps the entry `keep` and requests the withdrawal of the others, which then ' +
      'redirect to it',
    params: z.strictObject({ id: idInAddress }),
    body: importIssueDecision,
    status: 200,
    answer: IMPORT_ISSUE_ANSWERS.resolved,
  },
} as const satisfies RouteRows;

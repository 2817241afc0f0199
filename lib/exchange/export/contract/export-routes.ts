import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { someLine } from '../../../kernel/contract/text.ts';
import {
  archiveDownload,
  changeSearch,
  exportSearch,
  exportStart,
  planDiff,
  runFileSearch,
  targetChange,
  targetFields,
} from '../../../runs/contract/exports.ts';
import { RUN_ANSWERS } from '../../../runs/contract/run-answers.ts';

const one = z.strictObject({ id: idInAddress });

/** The rows of exports, their targets, and the feed of changes. */
export const EXPORT_ROUTES = {
  listTargets: {
    permission: 'archive.export',
    summary: 'List export targets, each with its last run',
    status: 200,
    answer: RUN_ANSWERS.targets,
  },
  createTarget: {
    permission: 'target.manage',
    summary: 'Add an export target: a folder below the export root, or a git repository',
    body: targetFields,
    status: 201,
    answer: RUN_ANSWERS.savedTarget,
  },
  changeTarget: {
    permission: 'target.manage',
    summary: 'Change the version of a target that If-Match names; omitted fields stay the same',
    params: one,
    body: targetChange,
    ifMatch: 'target',
    status: 200,
    answer: RUN_ANSWERS.savedTarget,
  },
  removeTarget: {
    permission: 'target.manage',
    summary: 'Remove a target; files already exported to it stay',
    params: one,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  startExport: {
    permission: 'archive.export',
    summary: 'Start an export to a target, or a plan of one, run by a worker',
    body: exportStart,
    repeatable: true,
    status: 202,
    answer: RUN_ANSWERS.started,
  },
  listExports: {
    permission: 'archive.export',
    summary: 'List exports, newest first, paged by cursor',
    query: exportSearch,
    status: 200,
    answer: RUN_ANSWERS.exports,
  },
  readExport: {
    permission: 'archive.export',
    summary: 'Follow an export: its state, progress, report and log',
    params: one,
    status: 200,
    answer: RUN_ANSWERS.export,
  },
  listExportFiles: {
    permission: 'archive.export',
    summary: 'The files that an export adds, changes and removes: the first 10,000 of each, with whole counts',
    params: one,
    query: runFileSearch,
    status: 200,
    answer: RUN_ANSWERS.files,
  },
  readExportDiff: {
    permission: 'archive.export',
    summary: 'One file of an export, before and after',
    params: one,
    query: planDiff,
    status: 200,
    answer: RUN_ANSWERS.diff,
  },
  cancelExport: {
    permission: 'archive.export',
    summary: 'Cancel an export; the target stays consistent',
    params: one,
    body: nothing,
    status: 200,
    answer: RUN_ANSWERS.started,
  },
  retryExport: {
    permission: 'archive.export',
    summary: 'Retry an export that failed or was cancelled',
    params: one,
    body: nothing,
    status: 202,
    answer: RUN_ANSWERS.started,
  },
  applyPlan: {
    permission: 'archive.export',
    summary: 'Start the export described by a plan',
    params: one,
    body: nothing,
    repeatable: true,
    status: 202,
    answer: RUN_ANSWERS.started,
  },
  downloadArchive: {
    permission: 'archive.export',
    summary: 'Download the published archive as one streamed file',
    query: archiveDownload,
    status: 200,
    answer: z.string().describe('A zip or tar.gz file.'),
    answerType: 'application/octet-stream',
  },
  listChanges: {
    permission: 'archive.read',
    summary: 'List what changed for readers since a position, in order',
    query: changeSearch,
    status: 200,
    answer: RUN_ANSWERS.changes,
  },
  readSchema: {
    permission: 'anyone',
    summary: 'Get the schema of the .json or .xml pages and of changes.json',
    params: z.strictObject({ name: someLine(60) }),
    status: 200,
    answer: z.string().describe('A JSON Schema or an XML Schema.'),
    answerType: 'application/schema+json',
  },
} as const satisfies RouteRows;

import { z } from 'zod';
import { contextId, namedPerson, personId } from '../../kernel/contract/ids.ts';
import { BULK_ACTIONS } from '../../kernel/newsroom/bulk-actions.ts';
import { FORMATS } from '../../kernel/newsroom/export-settings.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime();
const named = z.strictObject({ id, name: text });
const next = text.nullable().describe('The cursor of the next page; null at the end.');

const settings = z.strictObject({
  edition: z.enum(['2017', '2018']),
  formats: z.array(z.enum(FORMATS)).readonly(),
  readmes: z.boolean(),
  relatedLimit: z.int(),
  related: z.literal('archive-rule').optional(),
  site: z.strictObject({ url: text, title: text }),
  branch: text.optional(),
});

const progress = z.strictObject({
  phase: text.optional(),
  done: z.int().optional(),
  total: z.int().optional(),
  rate: z.number().optional().describe('Files or entries a second.'),
});

const exportReport = z.strictObject({
  plan: z.boolean(),
  edition: z.enum(['2017', '2018']),
  full: z.boolean().describe('Whether every page was made and compared.'),
  position: z.int().describe('How far the log of changes goes that was written.'),
  asOf: text.nullable(),
  files: z.strictObject({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }),
  paths: z
    .strictObject({ added: z.array(text), changed: z.array(text), removed: z.array(text) })
    .describe('Empty: the list of the run has them.'),
  bytes: z.int(),
  manifest: text.describe('SHA-256 of the manifest.'),
  seconds: z.number(),
  commit: text
    .nullable()
    .optional()
    .describe('Of a git target: the commit that was pushed; null where nothing changed.'),
  settings,
  before: z.strictObject({ position: z.int(), settings }).nullable().describe('What the target held before.'),
});

const count = z.int();
const itemChanges = z.strictObject({ added: count, lost: count });
const refusedFile = z.strictObject({ path: text, line: count, reason: text });

const importReport = z.strictObject({
  dryRun: z.boolean(),
  files: z.strictObject({ exact: count, normalised: count, refused: count, skipped: count }),
  entries: z.strictObject({ created: count, updated: count, unchanged: count }),
  older: count.describe('How many unchanged entries have pages that say what was published here before.'),
  changes: z.strictObject({ texts: count, sources: itemChanges, contexts: itemChanges, related: itemChanges }),
  kept: z
    .strictObject({ contexts: count, related: count })
    .describe('What the pages do not say and so stays as it is.'),
  beside: z.strictObject({ read: count, unread: z.array(refusedFile) }).describe('JSON beside pages.'),
  days: z.strictObject({ written: count, unchanged: count }),
  prose: z.strictObject({ published: count, waiting: count, unchanged: count }),
  refused: z.array(refusedFile).describe('Empty: the list of the run has them.'),
  normalised: z.array(z.strictObject({ path: text, diff: text })).describe('Empty: the list of the run has them.'),
  repeats: z
    .array(z.strictObject({ path: text, line: count, of: count }))
    .describe('Lines that tell an entry once more.'),
  inferred: z.array(text).describe('Names with a comma that the order of a list proves.'),
  ambiguous: z.array(z.strictObject({ path: text, list: text, read: z.array(text) })),
  issues: z.strictObject({ sameEvent: count, ambiguousContexts: count, missingLinks: count }),
  seconds: z.number(),
});

const bulkReport = z.strictObject({
  action: z.enum(BULK_ACTIONS),
  files: z.strictObject({ done: z.int(), failed: z.int() }),
});

const run = z.strictObject({
  id,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  cause: z.enum(['hand', 'api', 'cli', 'schedule', 'approval', 'retry']),
  target: named.nullable(),
  upload: named.nullable(),
  options: z.strictObject({
    plan: z.boolean().optional(),
    full: z.boolean().optional(),
    asOf: text.optional(),
    dryRun: z.boolean().optional(),
    publish: z.boolean().optional(),
    farDayConfirmed: z.boolean().optional(),
    action: z.enum(BULK_ACTIONS).optional(),
    reason: text.optional(),
    to: personId.nullable().optional(),
    context: contextId.optional(),
    by: contextId.optional(),
    count: z.int().optional(),
    digest: text.optional(),
  }),
  person: namedPerson.nullable(),
  progress,
  problem: text.nullable(),
  attempts: z.int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  cancelAsked: z.boolean(),
});
const exportRun = run.extend({ kind: z.literal('export'), report: exportReport.nullable() });
const importRun = run.extend({ kind: z.literal('import'), report: importReport.nullable() });
const bulkRun = run.extend({ kind: z.literal('bulk'), report: bulkReport.nullable() });
const followed = {
  retryOf: id.nullable(),
  log: z.array(z.strictObject({ n: z.int(), at: instant, level: text, text })),
};

const target = z.strictObject({
  id,
  name: text,
  kind: z.enum(['folder', 'git']),
  place: text,
  settings,
  schedule: text.nullable().describe('A cron expression, in UTC.'),
  onApproval: z.boolean(),
  debounceSeconds: z.int(),
  version: z.int(),
  lastRun: exportRun.nullable(),
});

/**
 * What the API answers about exports, imports and changes. The compiler holds answers to it, and tests check
 * them.
 */
export const RUN_ANSWERS = {
  targets: z.strictObject({ items: z.array(target) }),
  savedTarget: z.strictObject({ id, version: z.int() }),
  started: z.strictObject({ run: id }),
  exports: z.strictObject({ items: z.array(exportRun), next }),
  imports: z.strictObject({ items: z.array(importRun), next }),
  export: exportRun.extend(followed),
  import: importRun.extend(followed),
  bulk: bulkRun.extend(followed),
  files: z.strictObject({
    items: z.array(
      z.strictObject({ n: z.int(), outcome: text, path: text, line: z.int().nullable(), detail: text.nullable() }),
    ),
    next,
    counts: z.record(text, z.int()),
  }),
  diff: z.strictObject({ path: text, before: text.nullable(), after: text.nullable() }),
  changes: z.strictObject({
    items: z.array(
      z.strictObject({
        position: z.int(),
        at: instant,
        kind: z.enum(['published', 'updated', 'withdrawn', 'day', 'prose']),
        path: text,
        redirect: text.nullable(),
      }),
    ),
    next,
    position: z.int().describe('Ask after this later for what comes then.'),
  }),
} as const;

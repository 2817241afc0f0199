import { z } from 'zod';
import { FORMATS } from '../domain/export-settings.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime();
const named = z.object({ id, name: text });
const next = text.nullable().describe('The cursor of the next page; null at the end.');

const settings = z.object({
  edition: z.enum(['2017', '2018']),
  formats: z.array(z.enum(FORMATS as ['md', ...string[]])),
  readmes: z.boolean(),
  relatedLimit: z.int(),
  related: z.literal('archive-rule').optional(),
  site: z.object({ url: text, title: text }),
  branch: text.optional(),
});

const progress = z.object({ phase: text.optional(), done: z.int().optional(), total: z.int().optional(), rate: z.number().optional().describe('Files or events a second.') });

const exportReport = z.object({
  plan: z.boolean(),
  edition: text,
  full: z.boolean().describe('Whether every page was made and compared.'),
  position: z.int().describe('How far the log of changes goes that was written.'),
  asOf: text.nullable(),
  files: z.object({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }),
  bytes: z.int(),
  manifest: text.describe('SHA-256 of the manifest.'),
  seconds: z.number(),
  commit: text.nullable().optional().describe('Of a git target: the commit that was pushed; null where nothing changed.'),
  settings,
  before: z.object({ position: z.int(), settings }).nullable().describe('What the target held before.'),
});

const importReport = z.object({
  dryRun: z.boolean(),
  files: z.object({ exact: z.int(), normalised: z.int(), refused: z.int() }),
  events: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
  days: z.object({ written: z.int(), unchanged: z.int() }),
  seconds: z.number(),
});

const run = z.object({
  id,
  kind: z.enum(['export', 'import']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  cause: z.enum(['hand', 'api', 'cli', 'schedule', 'approval', 'retry']),
  target: named.nullable(),
  upload: named.nullable(),
  options: z.object({ plan: z.boolean().optional(), full: z.boolean().optional(), asOf: text.optional(), dryRun: z.boolean().optional(), publish: z.boolean().optional() }),
  person: named.nullable(),
  progress,
  problem: text.nullable(),
  attempts: z.int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  cancelAsked: z.boolean(),
});
const exportRun = run.extend({ report: exportReport.nullable() });
const importRun = run.extend({ report: importReport.nullable() });
const followed = { retryOf: id.nullable(), log: z.array(z.object({ n: z.int(), at: instant, level: z.enum(['info', 'warn', 'error']), text })) };

const target = z.object({
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

/** What the API answers about exports, imports, changes and webhooks. Answers are made by typed code and only described. */
export const RUN_ANSWERS = {
  targets: z.object({ items: z.array(target) }),
  savedTarget: z.object({ id, version: z.int() }),
  started: z.object({ run: id }),
  exports: z.object({ items: z.array(exportRun), next }),
  imports: z.object({ items: z.array(importRun), next }),
  export: exportRun.extend(followed),
  import: importRun.extend(followed),
  files: z.object({
    items: z.array(z.object({ n: z.int(), outcome: text, path: text, line: z.int().nullable(), detail: text.nullable() })),
    next,
    counts: z.record(text, z.int()),
  }),
  diff: z.object({ path: text, before: text.nullable(), after: text.nullable() }),
  changes: z.object({
    items: z.array(z.object({ position: z.int(), at: instant, kind: z.enum(['published', 'updated', 'withdrawn', 'day', 'prose']), path: text, redirect: text.nullable() })),
    next,
    position: z.int().describe('Ask after this later for what comes then.'),
  }),
  webhooks: z.object({ items: z.array(z.object({ id, url: text, topics: z.array(text), createdAt: instant, waiting: z.int(), problem: text.nullable() })) }),
  newWebhook: z.object({ id, secret: text.describe('Signs what is sent. It is shown here alone.') }),
  deliveries: z.object({
    items: z.array(z.object({ id, topic: text, attempts: z.int(), createdAt: instant, dueAt: instant.nullable(), deliveredAt: instant.nullable(), problem: text.nullable() })),
    next,
  }),
} as const;

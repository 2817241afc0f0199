import { z } from 'zod';
import { NOBODY, otherEvent } from './definition.ts';
import { entryId, number, personId, text } from './payload-parts.ts';

const imported = z.object({
  source: text,
  files: z.object({ exact: number, normalised: number, refused: number, skipped: number }),
  entries: z.object({ created: number, updated: number, unchanged: number }),
  days: z.object({ written: number, unchanged: number }),
  prose: z.object({ published: number, waiting: number, unchanged: number }),
});

const target = z.object({ target: number, name: text, kind: text, place: text });

const settled = z.object({
  item: number,
  as: z.enum(['different', 'one', 'seen']),
  keep: entryId.optional(),
  withdrawals: z.array(entryId),
});

/** What each changed setting was and is: “0 → 2”. */
const settings = z.object({ fourEyes: text.optional(), leastSources: text.optional() });

/** What is done to the newsroom as a whole: imports, targets, webhooks, settings. */
export const NEWSROOM_EVENTS = {
  import: otherEvent({
    payload: imported,
    name: 'Import',
    recipients: NOBODY,
    topic: null,
  }),
  'approve-import': otherEvent({
    payload: imported,
    name: 'Approve import',
    recipients: NOBODY,
    topic: null,
  }),
  'resolve-import-issue': otherEvent({
    payload: settled,
    name: 'Resolve import issue',
    recipients: NOBODY,
    topic: null,
  }),
  'load-sample': otherEvent({
    payload: z.object({ writer: personId }),
    name: 'Load sample',
    recipients: NOBODY,
    topic: null,
  }),
  'add-target': otherEvent({
    payload: target,
    name: 'Add target',
    recipients: NOBODY,
    topic: null,
  }),
  'change-target': otherEvent({
    payload: target,
    name: 'Change target',
    recipients: NOBODY,
    topic: null,
  }),
  'remove-target': otherEvent({
    payload: z.object({ target: number }),
    name: 'Remove target',
    recipients: NOBODY,
    topic: null,
  }),
  'add-webhook': otherEvent({
    payload: z.object({ webhook: number, host: text, topics: text }),
    name: 'Add webhook',
    recipients: NOBODY,
    topic: null,
  }),
  'remove-webhook': otherEvent({
    payload: z.object({ webhook: number }),
    name: 'Remove webhook',
    recipients: NOBODY,
    topic: null,
  }),
  'change-settings': otherEvent({
    payload: settings,
    name: 'Change settings',
    recipients: NOBODY,
    topic: null,
  }),
};

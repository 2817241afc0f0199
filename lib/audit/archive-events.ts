import { z } from 'zod';
import { CONTEXT_KINDS } from '../kernel/newsroom/kinds.ts';
import { LENDABLE } from '../kernel/newsroom/merging.ts';
import { NOBODY, otherEvent } from './definition.ts';
import { contextId, dayText, number, text } from './payload-parts.ts';

const signedOff = z.object({ day: dayText, content: text });
const suggestion = z.object({ entry: number, kind: z.enum(['context', 'related', 'duplicate']), subject: number });
const names = z.array(text);

const contextChanged = z.object({
  context: contextId,
  of: text,
  name: text.optional(),
  was: text.optional(),
  kind: z.enum(CONTEXT_KINDS).optional(),
  description: text.optional(),
  wikidataId: text.nullable().optional(),
  addAliases: names.optional(),
  removeAliases: names.optional(),
});

/** What is done to days, contexts, sources and suggestions. */
export const ARCHIVE_EVENTS = {
  reorder: otherEvent({
    payload: z.object({ day: dayText }),
    name: 'Reorder',
    recipients: NOBODY,
    topic: null,
  }),
  'sign-off': otherEvent({
    payload: signedOff,
    name: 'Sign off day',
    recipients: NOBODY,
    topic: 'day.signed-off',
    webhookDetails: ({ day }) => ({ day }),
  }),
  'reopen-day': otherEvent({
    payload: signedOff,
    name: 'Reopen day',
    recipients: NOBODY,
    topic: null,
  }),
  'create-context': otherEvent({
    payload: z.object({ context: contextId, name: text }),
    name: 'Create context',
    recipients: NOBODY,
    topic: null,
  }),
  'change-context': otherEvent({
    payload: contextChanged,
    name: 'Change context',
    recipients: NOBODY,
    topic: null,
  }),
  'merge-contexts': otherEvent({
    payload: z.object({
      context: contextId,
      of: text,
      into: contextId,
      name: text,
      lent: z.array(z.enum(LENDABLE)),
      pages: number,
    }),
    name: 'Merge contexts',
    recipients: NOBODY,
    topic: null,
  }),
  'unmerge-contexts': otherEvent({
    payload: z.object({ context: contextId, of: text, from: contextId, name: text, pages: number }),
    name: 'Unmerge contexts',
    recipients: NOBODY,
    topic: null,
  }),
  'split-context': otherEvent({
    payload: z.object({ context: contextId, of: text, into: contextId, name: text, entries: number, run: number }),
    name: 'Split context',
    recipients: NOBODY,
    topic: null,
  }),
  'dismiss-context-pair': otherEvent({
    payload: z.object({ context: contextId, of: text, with: contextId, name: text }),
    name: 'Dismiss context pair',
    recipients: NOBODY,
    topic: null,
  }),
  'dismiss-suggestion': otherEvent({
    payload: suggestion,
    name: 'Dismiss suggestion',
    recipients: NOBODY,
    topic: null,
  }),
  'undo-dismissal': otherEvent({
    payload: suggestion,
    name: 'Undo dismissal',
    recipients: NOBODY,
    topic: null,
  }),
  'check-source': otherEvent({
    payload: z.object({ source: number }),
    name: 'Check source',
    recipients: NOBODY,
    topic: null,
  }),
  'note-archived-copy': otherEvent({
    payload: z.object({ source: number, url: text.nullable() }),
    name: 'Note archived copy',
    recipients: NOBODY,
    topic: null,
  }),
  'add-publisher': otherEvent({
    payload: z.object({ publisher: number, name: text, domains: names }),
    name: 'Add publisher',
    recipients: NOBODY,
    topic: null,
  }),
  'change-publisher': otherEvent({
    payload: z.object({ publisher: number, name: text.optional(), was: text.optional(), added: names, removed: names }),
    name: 'Change publisher',
    recipients: NOBODY,
    topic: null,
  }),
  'merge-publishers': otherEvent({
    payload: z.object({ publisher: number, name: text, into: number, domains: names }),
    name: 'Merge publishers',
    recipients: NOBODY,
    topic: null,
  }),
};

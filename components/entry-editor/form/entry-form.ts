'use client';

import { type Resolver, type UseFormReturn, useFormContext } from 'react-hook-form';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryOutput, TextBefore } from './entry-output.ts';

export type EntryForm = UseFormReturn<EntryFields, unknown, EntryOutput>;

/** The rules of a save. They come when somebody begins to write, so that the page itself comes sooner. */
export const loadRules = () => import('./entry-rules.ts');

/** Checks the form by the schema and the rules that the server uses. */
export function entryResolver(before: () => TextBefore): Resolver<EntryFields, unknown, EntryOutput> {
  return async (values, context, options) => (await loadRules()).checkEntry(before(), values, context, options);
}

/** The form that a field is in. */
export function useEntryForm(): EntryForm {
  return useFormContext<EntryFields, unknown, EntryOutput>();
}

/** What a field's problem says, with the field's name before it: “Headline is empty.” */
export function sentence(name: string, message: string | undefined): string | undefined {
  return message ? `${name} ${message}` : undefined;
}

/** The first problem within a list field, whichever item has it. */
export function listProblem(error: unknown): string | undefined {
  if (!error || typeof error !== 'object') return undefined;
  if ('message' in error && typeof error.message === 'string') return error.message;
  return Object.values(error).map(messageIn).find(Boolean);
}

function messageIn(error: unknown): string | undefined {
  return error && typeof error === 'object' && 'message' in error && typeof error.message === 'string'
    ? error.message
    : undefined;
}

import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { SaveRequest } from './save-request.ts';

/**
 * A form's text that was not confirmed, with the revision it was written over and what that said. `unsettled` is a save
 * that was sent and had no answer: repeated with its key it is the same save. `mark`: the place in the browser's
 * history where a new entry began. `contexts` are names of new ones that wait for the first save.
 */
export type KeptText = {
  at: string;
  revision: number | null;
  base: EntryFields;
  fields: EntryFields;
  unsettled?: SaveRequest | undefined;
  mark?: string | undefined;
  contexts?: readonly string[];
};

/** A kept text and the key that it has in the browser's store. */
export type StoredText = { key: string; text: KeptText };

/** Where one tab keeps one person's unsaved text of one entry in this browser: two tabs never write over each other. */
export function keptTextKey(person: number, entry: number | 'new', tab: string): string {
  return `dateline:unsaved:${person}:${entry}:${tab}`;
}

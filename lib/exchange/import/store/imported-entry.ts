import type { EntryId, PersonId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';

/** An entry of an import, ready to be written. */
export type ImportedEntry = {
  entry: EntryId;
  path: string;
  slug: string;
  title: string;
  text: RevisionText;
  hash: string;
  importedHash: string;
  /** When the archive that its page came from published it first and last (ISO 8601), where the import says so. */
  elsewhere?: { first: string; last: string } | undefined;
};

/** Who imports, and whether what is imported is published at once. */
export type ImportAs = { person: PersonId; hands: readonly PersonId[]; publish: boolean; at: string };

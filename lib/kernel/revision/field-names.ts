import type { FieldChange } from './changes.ts';

/** How people call the fields of an entry. */
export const FIELD_NAMES: Readonly<Record<FieldChange['field'], string>> = {
  headline: 'Headline',
  slug: 'Address',
  topic: 'Topic',
  summary: 'Summary',
  day: 'Day',
  sources: 'Sources',
  contexts: 'Contexts',
  related: 'Related',
};

import type { FieldChange } from '#lib/domain/revision/changes.ts';

/** How people call the fields of an entry. */
export const FIELD_NAMES: Readonly<Record<FieldChange['field'], string>> = {
  headline: 'Headline',
  topic: 'Topic',
  summary: 'Summary',
  day: 'Day',
  sources: 'Sources',
  contexts: 'Contexts',
  related: 'Related',
};

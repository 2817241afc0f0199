import { COMMENT_FIELDS, type CommentField } from '#lib/kernel/newsroom/thread.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';

/** What a thread is about, in words. */
export function commentFieldName(field: CommentField): string {
  return field === '' ? 'The whole entry' : FIELD_NAMES[field];
}

/** What a comment can be about, as a list to choose from. */
export const FIELD_CHOICES = COMMENT_FIELDS.map((field) => ({ value: field, label: commentFieldName(field) }));

import { FIELD_NAMES } from '../kernel/revision/field-names.ts';
import type { Field } from '../kernel/revision/merge.ts';

/** The fields of an entry, as the end of a line: “: Headline, Day”. */
export function fieldNames(fields: readonly Field[]): string {
  return fields.length ? `: ${fields.map((field) => FIELD_NAMES[field]).join(', ')}` : '';
}

/** A time of the history, in UTC. */
export function instant(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

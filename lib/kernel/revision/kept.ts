/**
 * The text of an imported page where the field cannot say it: `text` is what was there while the
 * field held `of`. It speaks only as long as the field still holds exactly that, so a change of the
 * field makes it silent and a change back brings it back.
 */
export type KeptText = { of: string; text: string };

/** The text to write for a field's value: as it was kept for this very value, else the value. */
export function written(value: string, kept: KeptText | undefined): string {
  return kept && kept.of === value ? kept.text : value;
}

/** What to keep beside a value so that `text` is written for it; nothing where the value says it. */
export function keep(value: string, text: string): KeptText | undefined {
  return value === text ? undefined : { of: value, text };
}

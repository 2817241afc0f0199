/** A field's problem as a sentence: schemas word it to follow the field's name. */
export function saidOf(label: string, problem: { message?: string | undefined } | undefined): string | undefined {
  return problem?.message ? `${label} ${problem.message}` : undefined;
}

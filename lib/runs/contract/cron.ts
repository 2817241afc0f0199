/** The five fields of a cron expression: their names, and what each may hold. */
const FIELDS = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'day of the week', from: 0, to: 7 },
] as const;

/** The longest month there is, by its number: a schedule for 30 February would never come. */
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PART = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/([1-9]\d?))?$/;

/**
 * What is wrong with a cron expression (minute, hour, day, month, day of the week, all as numbers and in UTC);
 * undefined where it is right.
 */
export function cronProblem(expression: string): string | undefined {
  const given = expression.trim().split(/\s+/);
  if (given.length !== FIELDS.length)
    return 'must be five fields: minute, hour, day of the month, month, day of the week, such as 30 4 * * *.';
  const wrong = FIELDS.find((field, at) => !isField(given[at] ?? '', field.from, field.to));
  if (wrong)
    return (
      `has a ${wrong.name} that is not *, a number from ${wrong.from} to ${wrong.to}, a range such as 1-5, a ` +
      'step such as */10, or a list of these.'
    );
  return neverComes(given[2] ?? '', given[3] ?? '', given[4] ?? '')
    ? 'has a day that none of its months has.'
    : undefined;
}

function isField(text: string, from: number, to: number): boolean {
  return text.split(',').every((part) => {
    const parts = PART.exec(part);
    if (!parts) return false;
    const [first, last] = [parts[1], parts[2]].map((number) => (number === undefined ? undefined : Number(number)));
    if (first === undefined) return true;
    return first >= from && first <= to && (last === undefined || (last >= first && last <= to));
  });
}

function neverComes(day: string, month: string, weekday: string): boolean {
  if (weekday !== '*' || !/^\d+(,\d+)*$/.test(day) || !/^\d+(,\d+)*$/.test(month)) return false;
  const longest = Math.max(...month.split(',').map((number) => LONGEST_MONTHS[Number(number) - 1] ?? 31));
  return Math.min(...day.split(',').map(Number)) > longest;
}

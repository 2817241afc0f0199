import { MONTH_NAMES } from '#lib/kernel/day-names.ts';

/** The schedules that most targets have, as the form offers them. */
export const PRESETS: readonly { value: string; label: string }[] = [
  { value: '', label: 'No schedule' },
  { value: '*/15 * * * *', label: 'Every 15 minutes' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '0 3 * * *', label: 'Every night at 03:00' },
  { value: '0 6 * * 1-5', label: 'Monday to Friday at 06:00' },
  { value: '0 4 * * 0', label: 'Every Sunday at 04:00' },
];

const PART = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/([1-9]\d?))?$/;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A cron expression in plain words; undefined where it is none, or says more than a short sentence can. */
export function scheduleWords(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', date = '', month = '', weekday = ''] = fields;
  const time = timeWords(minute, hour);
  const day = dayWords(date, weekday);
  const months = month === '*' ? '' : listWords(valuesOf(month, 1, 12), (value) => MONTH_NAMES[value - 1]);
  if (time === undefined || day === undefined || months === undefined) return undefined;
  return [time, day, months && `in ${months}`].filter(Boolean).join(', ');
}

function timeWords(minute: string, hour: string): string | undefined {
  const minuteStep = stepOf(minute, 59);
  if (hour === '*' && minute === '*') return 'every minute';
  if (hour === '*' && minuteStep) return minuteStep === 1 ? 'every minute' : `every ${minuteStep} minutes`;
  const minutes = valuesOf(minute, 0, 59);
  if (!minutes || minutes.length > 4) return undefined;
  const hourStep = stepOf(hour, 23);
  const past = minutes.length === 1 && minutes[0] === 0 ? '' : ` at ${listWords(minutes, (value) => `:${pad(value)}`)}`;
  if (hour === '*') return `every hour${past}`;
  if (hourStep) return `every ${hourStep === 1 ? 'hour' : `${hourStep} hours`}${past}`;
  const hours = valuesOf(hour, 0, 23);
  if (!hours || hours.length * minutes.length > 6) return undefined;
  return `at ${listWords(
    hours.flatMap((each) => minutes.map((of) => each * 60 + of)),
    (at) => `${pad(Math.floor(at / 60))}:${pad(at % 60)}`,
  )}`;
}

/** Where both a date and a weekday are named, either of them is enough: that is how cron reads it. */
function dayWords(date: string, weekday: string): string | undefined {
  const dates = date === '*' ? '' : wordsWith('on day ', listWords(valuesOf(date, 1, 31), String), ' of the month');
  const weekdays = weekday === '*' ? '' : weekdayWords(weekday);
  if (dates === undefined || weekdays === undefined) return undefined;
  if (dates && weekdays) return `${dates} and ${weekdays}`;
  return dates || weekdays || 'every day';
}

function weekdayWords(field: string): string | undefined {
  const values = valuesOf(field, 0, 7)?.map((value) => value % 7);
  if (!values) return undefined;
  if (values.length === 5 && values.every((value, at) => value === at + 1)) return 'Monday to Friday';
  return wordsWith(
    'on ',
    listWords([...new Set(values)], (value) => `${WEEKDAYS[value]}s`),
  );
}

function wordsWith(before: string, words: string | undefined, after = ''): string | undefined {
  return words && `${before}${words}${after}`;
}

/** The numbers that a field names, in order; undefined where it is no field. */
function valuesOf(field: string, least: number, most: number): number[] | undefined {
  const values: number[] = [];
  for (const part of field.split(',')) {
    const found = PART.exec(part);
    if (!found) return undefined;
    const [, first, last, step] = found;
    const from = first === undefined ? least : Number(first);
    const to = last !== undefined ? Number(last) : first !== undefined && step === undefined ? from : most;
    if (from < least || to > most || to < from) return undefined;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.push(value);
  }
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Steps that come out even; others start again each hour or day, and no few words say when. */
function stepOf(field: string, most: number): number | undefined {
  const step = Number(/^\*\/(\d{1,2})$/.exec(field)?.[1] ?? 0);
  return step > 1 && step < most && (most + 1) % step === 0 ? step : undefined;
}

function listWords(
  values: readonly number[] | undefined,
  nameOf: (value: number) => string | undefined,
): string | undefined {
  if (!values?.length || values.length > 6) return undefined;
  const names = values.map((value) => nameOf(value) ?? '');
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

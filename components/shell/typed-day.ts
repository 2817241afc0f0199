import { type Day, dayOf, daysInMonth } from '#lib/kernel/day.ts';
import { MONTH_NAMES, monthName } from '#lib/kernel/day-names.ts';

/** Where the field in the header leads: a day, a month of the calendar, or the reason why neither. */
export type TypedDay =
  | { kind: 'day'; day: Day }
  | { kind: 'month'; month: string }
  | { kind: 'problem'; message: string };

const YEAR_FIRST = /^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?$/;
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
/** `25/12/2020` and `12/25/2020`: read only where it cannot be meant in two ways. */
const SLASHES = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/;

const WORDS_DAY_FIRST = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?,? (\d{4})$/;
const WORDS_MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;
const WORDS_MONTH = /^([a-z]{3,9})\.?,? (\d{4})$/;

/**
 * What somebody typed as a day: `2013-01-19`, `2013/1/19`, `19.1.2013`, `19 jan 2013`, `January 19, 2013`, or a month
 * `2013-01`, `jan 2013`.
 */
export function readTypedDay(text: string): TypedDay {
  const [year, month, day] = partsIn(text.trim());
  if (!year || !month) return problem('Enter the day as 2013-01-19 or 19 Jan 2013.');
  if (month > 12) return problem(`There is no month ${month}.`);
  if (day === undefined)
    return { kind: 'month', month: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}` };
  const found = dayOf(year, month, day);
  return found
    ? { kind: 'day', day: found }
    : problem(`${monthName(year, month)} has ${daysInMonth(year, month)} days.`);
}

function partsIn(text: string): (number | undefined)[] {
  const first = YEAR_FIRST.exec(text);
  if (first) return [Number(first[1]), Number(first[2]), first[3] === undefined ? undefined : Number(first[3])];
  const last = DAY_FIRST.exec(text);
  const slashed = SLASHES.exec(text);
  if (slashed) return partsBetweenSlashes(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]));
  return last
    ? [Number(last[3]), Number(last[2]), Number(last[1])]
    : partsInWords(text.toLowerCase().replace(/\s+/g, ' '));
}

function partsBetweenSlashes(one: number, other: number, year: number): (number | undefined)[] {
  if (one > 12 || one === other) return [year, other, one];
  return other > 12 ? [year, one, other] : [];
}

function partsInWords(text: string): (number | undefined)[] {
  const dayFirst = WORDS_DAY_FIRST.exec(text);
  if (dayFirst) return [Number(dayFirst[3]), monthCalled(dayFirst[2]), Number(dayFirst[1])];
  const monthFirst = WORDS_MONTH_FIRST.exec(text);
  if (monthFirst) return [Number(monthFirst[3]), monthCalled(monthFirst[1]), Number(monthFirst[2])];
  const month = WORDS_MONTH.exec(text);
  return month ? [Number(month[2]), monthCalled(month[1]), undefined] : [];
}

/** The number of the month whose name begins like this, three letters at least. */
function monthCalled(name = ''): number | undefined {
  const at = MONTH_NAMES.findIndex((month) => month.toLowerCase().startsWith(name));
  return at < 0 ? undefined : at + 1;
}

function problem(message: string): TypedDay {
  return { kind: 'problem', message };
}

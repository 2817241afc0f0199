import type { SampleEntry } from './entry.ts';
import { FIRST_WEEK } from './first-week.ts';
import { SECOND_WEEK } from './second-week.ts';

/** The sample archive: twelve days of an invented country, in the order in which they are told. */
export const SAMPLE: readonly SampleEntry[] = [...FIRST_WEEK, ...SECOND_WEEK];

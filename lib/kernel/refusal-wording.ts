import type { Refusal } from './refusals.ts';

export type RefusalKind = 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'too-many';

/** The kind of a refusal, and its words. */
export type Wording<Code extends Refusal['code']> = {
  kind: RefusalKind;
  title: string;
  say(refusal: Extract<Refusal, { code: Code }>): string;
};

/** The words of all refusals, by their codes. */
export type Wordings = { [Code in Refusal['code']]: Wording<Code> };

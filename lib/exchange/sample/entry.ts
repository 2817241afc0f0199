/** One entry of the sample archive. Everything in it is invented. */
export type SampleEntry = {
  /** What later entries call it in `related`. */
  key?: string;
  day: string;
  topic?: string;
  headline: string;
  summary?: string;
  sources: readonly (readonly [name: string, url: string])[];
  contexts: readonly string[];
  related?: readonly string[];
  /** How far it has come; published where nothing is said. */
  state?: 'mine, a draft' | 'a draft' | 'in review' | { changesRequested: string };
  /** What it says since it was corrected after its publication. */
  corrected?: { headline: string; summary: string };
};

const DIFFERENT: readonly (readonly [signs: RegExp, note: string])[] = [
  [/[\u202a-\u202e\u2066-\u2069]/, 'An unseen sign in it turns the direction of writing.'],
  [/&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);/i, 'Readers see another sign instead of “&…;”.'],
  [/(?:^|[\s(])(?:www\.[a-z0-9]|[\w.+-]+@[\w-]+\.[a-z])/i, 'Some readers make a link of the address in it.'],
  [
    /(?<![\w*])\*{1,3}[^\s*][^*]*\*|(?<!\w)_{1,3}[^\s_][^_]*_(?!\w)/,
    'Readers see words between stars or low lines slanted or bold, without these signs.',
  ],
  [/~~[^~]+~~/, 'Readers see words between ~~ struck out.'],
  [/`[^`]+`/, 'Readers see words between backticks as code, without these signs.'],
  [/\\[!-/:-@[-`{-~]/, 'Readers do not see a backslash before a sign.'],
];
const BEGINS = /^(?:[-+*>]|\d{1,9}[.)]) |^(?:\*[ *]*\*[ *]*\*|_[ _]*_[ _]*_)$/;
const ENDS_OPEN = /[.,;:!?'"]$/;

/**
 * What readers of Markdown see otherwise than it is written, where that does no harm, in a sentence; undefined where
 * they see the very text.
 */
export function readerNote(text: string): string | undefined {
  return DIFFERENT.find(([signs]) => signs.test(text))?.[1];
}

/** The same of a paragraph, which its beginning can make a list, a quotation or a line. */
export function paragraphNote(text: string): string | undefined {
  return BEGINS.test(text.trim()) ? 'Readers see a list, a quotation or a line for how it begins.' : readerNote(text);
}

/** A word about an address that may have been copied with a sign too many. */
export function addressNote(url: string): string | undefined {
  const sign = ENDS_OPEN.exec(url.trim())?.[0];
  return sign && `It ends with “${sign}”. Does that belong to it?`;
}

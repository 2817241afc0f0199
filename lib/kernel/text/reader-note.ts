const DIFFERENT: readonly (readonly [signs: RegExp, note: string])[] = [
  [/[\u202a-\u202e\u2066-\u2069]/, 'It contains an invisible character that changes the writing direction.'],
  [/&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);/i, 'Readers see another character instead of “&…;”.'],
  [/(?:^|[\s(])(?:www\.[a-z0-9]|[\w.+-]+@[\w-]+\.[a-z])/i, 'Some readers see the address in it as a link.'],
  [
    /(?<![\w*])\*{1,3}[^\s*][^*]*\*|(?<!\w)_{1,3}[^\s_][^_]*_(?!\w)/,
    'Readers see words between * or _ in italics or bold, without these characters.',
  ],
  [/~~[^~]+~~/, 'Readers see words between ~~ crossed out.'],
  [/`[^`]+`/, 'Readers see words between backticks as code, without the backticks.'],
  [/\\[!-/:-@[-`{-~]/, 'Readers do not see a backslash before a punctuation mark.'],
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
  return BEGINS.test(text.trim())
    ? 'Because of how it begins, readers see a list, a quotation or a line.'
    : readerNote(text);
}

/** A word about an address that may have been copied with a sign too many. */
export function addressNote(url: string): string | undefined {
  const sign = ENDS_OPEN.exec(url.trim())?.[0];
  return sign && `It ends with “${sign}”. Does that belong to it?`;
}

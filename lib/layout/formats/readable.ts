const REFERENCE = /&(?:#(\d{2,7})|#[xX]([0-9a-fA-F]{2,6})|([A-Za-z]{2,8}\d{0,2}));/g;
const LETTER_WITH_MARK = /^([A-Za-z])(acute|grave|circ|uml|tilde|cedil|ring|caron)$/;
const MARKS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  ring: '\u030a',
  caron: '\u030c',
};
const NAMED = new Map(
  Object.entries({
    ...{
      amp: '&',
      lt: '<',
      gt: '>',
      quot: '"',
      apos: "'",
      nbsp: '\u00a0',
      shy: '\u00ad',
      ensp: '\u2002',
      emsp: '\u2003',
      thinsp: '\u2009',
    },
    ...{
      hellip: '…',
      ndash: '–',
      mdash: '—',
      minus: '−',
      lsquo: '‘',
      rsquo: '’',
      sbquo: '‚',
      ldquo: '“',
      rdquo: '”',
      bdquo: '„',
      laquo: '«',
      raquo: '»',
    },
    ...{
      bull: '•',
      middot: '·',
      prime: '′',
      times: '×',
      deg: '°',
      frac12: '½',
      sect: '§',
      para: '¶',
      copy: '©',
      reg: '®',
      trade: '™',
      euro: '€',
      pound: '£',
      yen: '¥',
      cent: '¢',
    },
    ...{
      szlig: 'ß',
      aelig: 'æ',
      AElig: 'Æ',
      oelig: 'œ',
      OElig: 'Œ',
      oslash: 'ø',
      Oslash: 'Ø',
      eth: 'ð',
      ETH: 'Ð',
      thorn: 'þ',
      THORN: 'Þ',
      iexcl: '¡',
      iquest: '¿',
    },
  }),
);

/**
 * A text as a reader of the Markdown sees it: trimmed, and with the characters that literal references of HTML stand
 * for. Real pages hold many (`&quot;`, `&hellip;`, `&#8217;`). The result is plain text, and has to be escaped like any
 * other.
 */
export function readable(text: string): string {
  return (text.includes('&') ? text.replace(REFERENCE, character) : text).trim();
}

/** What is not known as a reference stays as it is written. */
function character(
  reference: string,
  decimal: string | undefined,
  hexadecimal: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) return NAMED.get(name) ?? markedLetter(name) ?? reference;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return numbered(code) ?? reference;
}

function markedLetter(name: string): string | undefined {
  const [, letter, mark] = LETTER_WITH_MARK.exec(name) ?? [];
  const composed = letter && mark ? `${letter}${MARKS[mark]}`.normalize('NFC') : '';
  return composed.length === 1 ? composed : undefined;
}

/** Browsers read the numbers of control characters as Windows-1252, which is what is meant where they occur. */
function numbered(code: number): string | undefined {
  if (code >= 0x80 && code < 0xa0) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
  const isCharacter = code >= 0x20 && code !== 0x7f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

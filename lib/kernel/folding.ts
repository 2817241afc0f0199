/**
 * How texts are compared, here and in the database: its `fold` and `plain_words` give the same for every text
 * (tests/db/folding.test.ts). Whatever looks the same is the same: width, case, accents and other marks, signs that
 * nobody sees, kinds of white space, dashes and quotation marks.
 */

const ASCII = /^[\x20-\x7e]*$/;

/** Scripts whose vowels are marks: without them other words are meant. Kana have the marks of their voiced sounds. */
const MARKED_SCRIPTS = [
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Thai',
  'Laoo',
  'Tibt',
  'Mymr',
  'Khmr',
  'Bali',
  'Java',
  'Sund',
  'Cham',
]
  .map((script) => `\\p{sc=${script}}`)
  .join('');
const VOICED = '\\u3099\\u309a';
/** Dots under letters of India: an accent, as they are often left out. */
const NUKTAS = '\\u093c\\u09bc\\u0a3c\\u0abc\\u0b3c\\u0c3c\\u0cbc';
const VOWEL_SIGN = `(?=\\p{M})(?![${NUKTAS}])[${MARKED_SCRIPTS}${VOICED}]`;

/** Signs that nobody sees, and the stroke that only stretches Arabic words. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const STRETCH = '\u0640';
const MARKS = new RegExp(`(?!${VOWEL_SIGN})[\\p{M}${STRETCH}]`, 'gu');
const STRAY_VOWELS = new RegExp(`(?<![${MARKED_SCRIPTS}${VOICED}\\p{sc=Hira}\\p{sc=Kana}])(?:${VOWEL_SIGN})+`, 'gu');
/** White space of every kind, control characters, and the empty pattern of Braille. */
const SPACES = /[\s\p{Z}\p{Cc}\u2800]+/gu;

/** What letters and signs without a decomposition are compared as. */
const PLAIN: Readonly<Record<string, string>> = {
  "'": '\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201a\u201b\u2032\u2039\u203a',
  '"': '\u02ba\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u301d\u301e',
  '-': '\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212',
  '/': '\u2044\u2215',
  a: 'ᴀᶏⱥ',
  aa: 'ꜳ',
  ae: 'æᴁ',
  ao: 'ꜵ',
  au: 'ꜷ',
  av: 'ꜹꜻ',
  ay: 'ꜽ',
  b: 'ƀƃɓʙᴃᵬᶀ',
  c: 'ƈȼɕᴄꞓ',
  d: 'ðđƌȡɖɗᴅᴆᵭᶁᶑꝱꝺ',
  db: 'ȸ',
  dz: 'ʣʥ',
  e: 'ɇɛᴇᶒᶓⱸ',
  f: 'ƒᵮᶂꜰꝼ',
  g: 'ǥɠɡɢʛᶃꞡ',
  h: 'ħɦɧʜⱨ',
  hv: 'ƕ',
  i: 'ɨɩɪᵻᶖ',
  j: 'ȷɉɟʝᴊ',
  k: 'ƙᴋᶄⱪꝁꝃꝅꞣ',
  l: 'łƚȴɫɬɭʟᴌᶅⱡꝇꝉꝲ',
  ll: 'ỻ',
  ls: 'ʪ',
  lz: 'ʫ',
  m: 'ɱᴍᵯᶆꝳ',
  n: 'ŋƞȵɲɳɴᵰᶇꝴꞑꞥ',
  o: 'øᴏⱺꝋꝍ',
  oe: 'œɶ',
  oi: 'ƣ',
  oo: 'ꝏ',
  p: 'ƥᴘᵱᵽᶈꝑꝓꝕ',
  q: 'ĸʠꝗꝙ',
  qp: 'ȹ',
  r: 'ɍɼɽɾʀᵲᵳᶉꝵꝶꞧ',
  s: 'ȿʂᵴᶊẜẝꜱꞩ',
  ss: 'ß',
  t: 'ŧƫƭȶʈᴛᵵⱦꝷꞇ',
  th: 'þᵺꝥꝧ',
  ts: 'ʦ',
  u: 'ʉᴜᵾᶙ',
  ue: 'ᵫ',
  v: 'ʋᴠᶌỽⱱⱴꝟ',
  vy: 'ꝡ',
  w: 'ᴡⱳ',
  x: 'ᶍ',
  y: 'ƴɏʏỿ',
  z: 'ƶȥɀʐʑᴢᵶᶎⱬ',
  σ: 'ς',
};
const plainOf = new Map(
  Object.entries(PLAIN).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)),
);
const OTHERS = new RegExp(`[${[...plainOf.keys()].join('')}]`, 'gu');

/** A text as it is compared with others. Of two texts that a reader takes for one, the results are equal. */
export function fold(text: string): string {
  const plain = ASCII.test(text) ? text.toLowerCase() : plainLetters(text);
  return plain.replace(SPACES, ' ').trim();
}

function plainLetters(text: string): string {
  // In capitals first: only so letters that share a capital become one (ß and ss, the s at the end of Greek words).
  const letters = text
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(MARKS, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '');
  return letters.replace(STRAY_VOWELS, '').replace(OTHERS, (letter) => plainOf.get(letter) ?? letter);
}

/** Whether a reader sees nothing of a text: no letter, digit or sign, but white space, marks and what is invisible. */
export function isBlank(text: string): boolean {
  return fold(text) === '';
}

/** Whether a text holds a sign that nobody sees. */
export function hasUnseen(text: string): boolean {
  return withoutUnseen(text) !== text;
}

/** A text without the signs that nobody sees. */
export function withoutUnseen(text: string): string {
  return ASCII.test(text) ? text : text.replace(UNSEEN, '');
}

/**
 * Scripts that are written without spaces between words: those of China and Japan, Thai, Lao, Khmer, Burmese and others
 * like them.
 */
const UNSPACED = [
  '\\u{e00}-\\u{eff}\\u{1000}-\\u{109f}\\u{1780}-\\u{17ff}\\u{1950}-\\u{19df}\\u{1a20}-\\u{1aaf}\\u{3005}-\\u{3007}',
  '\\u{3021}-\\u{3029}\\u{3031}-\\u{3035}\\u{3038}-\\u{303c}\\u{3041}-\\u{3096}\\u{3099}\\u{309a}\\u{309d}-\\u{309f}',
  '\\u{30a1}-\\u{30fa}\\u{30fc}-\\u{30ff}\\u{3105}-\\u{312f}\\u{31a0}-\\u{31bf}\\u{31f0}-\\u{31ff}\\u{3400}-\\u{4dbf}',
  '\\u{4e00}-\\u{a4cf}\\u{a9e0}-\\u{a9ff}\\u{aa60}-\\u{aadf}\\u{f900}-\\u{faff}',
  '\\u{16fe0}-\\u{18dff}\\u{1aff0}-\\u{1b2ff}',
  '\\u{20000}-\\u{3fffd}',
].join('');
const UNSPACED_LETTERS = new RegExp(`[${UNSPACED}]`, 'gu');
const UNSPACED_RUNS = new RegExp(`[${UNSPACED}]+`, 'gu');
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const INITIALS = /(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9])|[^a-z0-9]|$)/g;
const NO_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
/** A letter of a script without spaces, or a word of another one with the marks and unseen signs in it. */
const PIECE = new RegExp(`[${UNSPACED}][\\p{M}\\p{Cf}]*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Cf}])+`, 'gu');

/**
 * The words of a text as an index of the archive has them, with one space between two; runs of a script without spaces
 * in pairs of letters.
 */
export function plainWords(text: string): string {
  return pairedLetters(fold(text).replace(INITIALS, '$1').replace(NO_WORD, ' ')).trim();
}

/**
 * A folded text in which every run of a script without spaces is its first letter, the pairs of neighbours, and its
 * last letter.
 */
export function pairedLetters(folded: string): string {
  if (!IS_UNSPACED.test(folded)) return folded;
  return folded.replace(UNSPACED_RUNS, ' $& ').replace(UNSPACED_LETTERS, '$& $&').replace(/ +/g, ' ');
}

/** Whether a text has a letter of a script that is written without spaces. */
export function isUnspaced(text: string): boolean {
  return IS_UNSPACED.test(text);
}

/** A piece of a text: a word, or one letter where there are no spaces; `plain` as it is compared. */
export type TextPiece = { from: number; to: number; plain: string };

/** A text in its smallest pieces, by which it is marked where something was found in it. */
export function textPieces(text: string): TextPiece[] {
  return [...text.matchAll(PIECE)].flatMap((found) => {
    const plain = fold(found[0]);
    return plain ? [{ from: found.index, to: found.index + found[0].length, plain }] : [];
  });
}

/** A text decomposed, without marks and what nobody sees; all else is as it was. Addresses are made of that. */
export function withoutMarks(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFKD').replace(UNSEEN, '').replace(/\p{M}/gu, '');
}

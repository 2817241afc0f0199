const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/**
 * A text as it may be in one line of a log: no line breaks, no other signs that a terminal obeys, and no more than
 * `most` characters.
 */
export function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, 4 * most)
    .replace(CONTROL, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

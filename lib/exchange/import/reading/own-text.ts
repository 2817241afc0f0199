/**
 * The same text with memory of its own. A part of a page's text keeps the whole page in memory as long as the part is
 * kept, so whatever outlives its batch is copied. For well-formed text only.
 */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}

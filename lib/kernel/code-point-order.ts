/**
 * Compares two texts by Unicode code point, the order of every sorted list in the archive.
 * (JavaScript's own comparison goes by UTF-16 unit and puts U+10000 before U+E000.)
 */
export function byCodePoint(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const p = a.charCodeAt(i);
    const q = b.charCodeAt(i);
    if (p !== q) return isSurrogate(p) === isSurrogate(q) ? p - q : isSurrogate(p) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

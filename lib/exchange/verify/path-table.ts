/**
 * The paths of a tree as a table of 64-bit marks in shared memory: threads ask whether a path is in it without each
 * holding 121,000 strings. That a path which is not there has the mark of one that is: once in 10^14 questions.
 */
export class PathTable {
  readonly shared: SharedArrayBuffer;
  private readonly marks: Int32Array;
  private readonly mask: number;

  /** Memory that another table has filled, or the number of paths that an empty one is to hold. */
  constructor(from: SharedArrayBuffer | number) {
    this.shared =
      typeof from === 'number' ? new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT * placesFor(from)) : from;
    this.marks = new Int32Array(this.shared);
    this.mask = this.marks.length / 2 - 1;
  }

  /** Puts marks in, two numbers each, as `markPath` gave them. */
  add(marks: Int32Array): void {
    for (let i = 0; i < marks.length; i += 2) {
      const [low = 0, high = 0] = [marks[i], marks[i + 1]];
      const place = this.placeOf(low, high);
      this.marks[place] = low;
      this.marks[place + 1] = high;
    }
  }

  /** Whether a link, `/` and a path, leads to a path of the table. */
  has(link: string): boolean {
    mark(link);
    return this.marks[this.placeOf(scratch.low, scratch.high) + 1] !== 0;
  }

  /** Where a mark is, or would: the second number of a place that is free is 0. */
  private placeOf(low: number, high: number): number {
    let slot = low & this.mask;
    for (;;) {
      const place = slot * 2;
      const found = this.marks[place + 1];
      if (found === 0 || (found === high && this.marks[place] === low)) return place;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** Writes the mark of the link to a path into two numbers of a list. */
export function markPath(path: string, into: Int32Array, at: number): void {
  mark(`/${path}`);
  into[at] = scratch.low;
  into[at + 1] = scratch.high;
}

/** Longer than any path that a disk takes. */
const LONGEST = 16 * 1024;
const WORD = Int32Array.BYTES_PER_ELEMENT;
const UTF8 = new TextEncoder();
const bytes = new Uint8Array(LONGEST + WORD);
const room = bytes.subarray(0, LONGEST);
const words = new Int32Array(bytes.buffer);
const scratch = { low: 0, high: 0 };

/**
 * Two multiplicative hashes of the text's UTF-8, four bytes at a time, mixed at the end as in cyrb53. Bytes, since
 * signs of a text that is a piece of another cost seven times as much to look at one by one. The second hash is never
 * 0, which means a free place.
 */
function mark(text: string): void {
  const { written } = UTF8.encodeInto(text, room);
  bytes[written] = 0;
  bytes[written + 1] = 0;
  bytes[written + 2] = 0;
  let a = 0xdeadbeef ^ written;
  let b = 0x41c6ce57;
  const count = Math.ceil(written / WORD);
  for (let i = 0; i < count; i += 1) {
    const word = words[i] ?? 0;
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x5f356495);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  scratch.low = a | 0;
  scratch.high = b | 0 || 1;
}

/** A power of two, so that at most half of the places are taken. */
function placesFor(paths: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(paths, 8) * 2));
}

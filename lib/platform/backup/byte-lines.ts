const NEWLINE = 0x0a;
/** An upload's part, a text, a report: no row is near to that. */
const LONGEST = 256 * 1024 * 1024;

/** Lines of a byte stream: one at a time, or in blocks of whole lines up to a line that ends them. */
export class ByteLines {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined after the last. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf(NEWLINE);
      if (end >= 0) {
        const line = this.#held.toString('utf8', 0, end);
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  /**
   * Blocks of whole lines, up to a line that is `last`, which is taken and not given. Throws where the stream ends
   * before it.
   */
  async *until(last: string): AsyncGenerator<Buffer> {
    const atStart = Buffer.from(`${last}\n`);
    const within = Buffer.from(`\n${last}\n`);
    for (;;) {
      if (this.#held.subarray(0, atStart.length).equals(atStart)) {
        this.#held = this.#held.subarray(atStart.length);
        return;
      }
      const end = this.#held.indexOf(within);
      const whole = end >= 0 ? end + 1 : this.#held.lastIndexOf(NEWLINE) + 1;
      if (whole > 0) {
        yield this.#held.subarray(0, whole);
        this.#held = this.#held.subarray(whole);
      } else if (!(await this.#more()))
        throw Object.assign(new Error('The stream ends before its rows do.'), { code: 'CUT_OFF' });
    }
  }

  /** At least doubles what is held, so that a long line costs no more than its length. */
  async #more(): Promise<boolean> {
    const parts = [this.#held];
    const wanted = Math.max(1, this.#held.length);
    let added = 0;
    for (let next = await this.#chunks.next(); !next.done; next = await this.#chunks.next()) {
      parts.push(next.value);
      added += next.value.length;
      if (added >= wanted) break;
    }
    if (this.#held.length + added > LONGEST)
      throw Object.assign(new Error('A line of the stream is longer than any row.'), { code: 'CUT_OFF' });
    this.#held = Buffer.concat(parts);
    return added > 0;
  }
}

/** How far an import is. `total` is known once its source was read. */
export type ImportProgress = { entries: number; total?: number; phase: 'reading' | 'writing' };

/** What an import asks at each turn: whether to go on, and who wants to know how far it is. */
export class Turn {
  private readonly signal: AbortSignal | undefined;
  private readonly onProgress: ((done: ImportProgress) => void) | undefined;

  constructor(signal?: AbortSignal, onProgress?: (done: ImportProgress) => void) {
    this.signal = signal;
    this.onProgress = onProgress;
  }

  /** Throws where the import was told to stop. */
  check(): void {
    this.signal?.throwIfAborted();
  }

  progress(done: ImportProgress): void {
    this.onProgress?.(done);
  }
}

/** Batches hold this many entries, or a few more. */
const BATCH = 400;

/** Gathers items into batches. While one batch is taken in, the next one is gathered, and no more than that. */
export class Batches<Item> {
  private readonly take: (items: Item[]) => Promise<void>;
  private items: Item[] = [];
  private size = 0;
  private taking: Promise<void> = Promise.resolve();

  constructor(take: (items: Item[]) => Promise<void>) {
    this.take = take;
  }

  /** Adds an item that counts as `size` entries. */
  async add(item: Item, size: number): Promise<void> {
    this.items.push(item);
    this.size += size;
    if (this.size >= BATCH) await this.pass();
  }

  /** Waits until everything is taken in. */
  async end(): Promise<void> {
    if (this.items.length) await this.pass();
    await this.taking;
  }

  private async pass(): Promise<void> {
    await this.taking;
    const { items } = this;
    [this.items, this.size] = [[], 0];
    this.taking = this.take(items);
    // A failure is thrown where the batch is waited for, not while the next one is gathered.
    this.taking.catch(() => undefined);
  }
}

import type { ContextId, EntryId } from '../../kernel/ids.ts';
import type { Lookup, Target } from '../../layout/compose.ts';
import { inTodaysWords, type Meaning } from '../contexts/rules/meaning.ts';
import { contextMeanings } from '../contexts/store/meanings.ts';
import { type Published, type PublishedEntry, publishedTargets, targetOf } from './published.ts';

/**
 * How many targets are met before those not met since are let go: about 25 MB. It is many times what a batch names, so
 * whatever the last few batches learned is still there.
 */
const GENERATION = 20_000;

/**
 * What pages need of other entries and of the vocabulary, read ahead for a batch of entries and kept
 * for the next ones: pages name their neighbours, so most are at hand.
 */
export class PageLookup implements Lookup {
  private readonly archive: Published;
  private readonly meanings = new Map<ContextId, Meaning>();
  private readonly names = new Map<ContextId, string>();
  private recent = new Map<EntryId, Target | undefined>();
  private older = new Map<EntryId, Target | undefined>();

  constructor(archive: Published) {
    this.archive = archive;
  }

  /**
   * Reads whatever the pages of these entries name, and gives their texts in the words of today. They are at hand as
   * targets of others, too.
   */
  async learn<Entry extends PublishedEntry>(stored: readonly Entry[]): Promise<Entry[]> {
    if (this.recent.size > GENERATION) [this.older, this.recent] = [this.recent, new Map()];
    await this.learnNames(stored.map(({ text }) => text.contexts));
    const entries = stored.map((entry) => this.inTodaysWords(entry));
    for (const { entry, path, text } of entries) this.recent.set(entry, targetOf(path, text, this.names));
    const unknown = new Set<EntryId>();
    for (const { text } of entries)
      for (const item of text.related) if ('entry' in item && !this.isAtHand(item.entry)) unknown.add(item.entry);
    const found = await publishedTargets(this.archive, [...unknown]);
    await this.learnNames(found.map((target) => target.contexts));
    for (const entry of unknown) this.recent.set(entry, undefined);
    for (const target of found) this.recent.set(target.entry, targetOf(target.path, target, this.names));
    return entries;
  }

  /** The vocabulary's name of a context, where it was met. */
  nameOf(id: ContextId): string | undefined {
    return this.names.get(id);
  }

  contextName(id: ContextId): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`Context ${id} does not exist.`);
    return name;
  }

  target(id: EntryId): Target | undefined {
    return this.recent.get(id) ?? this.older.get(id);
  }

  private async learnNames(lists: readonly (readonly ContextId[])[]): Promise<void> {
    const unknown = new Set(lists.flat().filter((id) => !this.meanings.has(id)));
    for (const [id, meaning] of await contextMeanings(this.archive, [...unknown])) {
      this.meanings.set(id, meaning);
      this.names.set(id, meaning.name);
      this.names.set(meaning.means, meaning.name);
    }
  }

  private inTodaysWords<Entry extends PublishedEntry>(entry: Entry): Entry {
    const text = inTodaysWords(entry.text, (id) => this.meanings.get(id));
    return text === entry.text ? entry : { ...entry, text };
  }

  private isAtHand(entry: EntryId): boolean {
    if (this.recent.has(entry)) return true;
    if (!this.older.has(entry)) return false;
    this.recent.set(entry, this.older.get(entry));
    return true;
  }
}

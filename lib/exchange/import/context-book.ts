import type pg from 'pg';
import {
  foldedNames,
  learnMeanings,
  type MeantContext,
  meaningsOf,
} from '../../editorial/contexts/store/vocabulary.ts';
import { type ContextId, toId } from '../../kernel/ids.ts';
import { contextList, type SplitContexts, splitContexts } from '../../layout/context-line.ts';
import type { KnownNames } from '../../layout/known-names.ts';
import { ownText } from './reading/own-text.ts';
import type { ContextListing } from './staged.ts';
import type { UsualSpellings } from './usual-spellings.ts';

/** The contexts of an entry: which they are, and its spellings that differ from the vocabulary's. */
export type EntryContexts = { ids: ContextId[]; spellings: Record<string, string> };

const MOST_READINGS = 10_000;

/**
 * The vocabulary as an import meets it. Names are looked up once; unknown ones are added, or, in a dry run,
 * only imagined, with ids below zero that are never written.
 */
export class ContextBook {
  private readonly meanings = new Map<string, MeantContext>();
  private readonly names = new Map<ContextId, string>();
  private readonly known: KnownNames;
  private readonly spellings: Pick<UsualSpellings, 'of'>;
  private readonly dryRun: boolean;
  private readonly readings = new Map<string, SplitContexts>();
  /** The names of contexts that others were merged into. */
  private readonly joined = new Set<string>();
  private readonly imagined = new Map<string, MeantContext>();

  constructor(known: KnownNames, spellings: Pick<UsualSpellings, 'of'>, dryRun: boolean) {
    this.known = known;
    this.spellings = spellings;
    this.dryRun = dryRun;
  }

  /**
   * The names in an entry's lists, each once, in the order in which they are; and the lists that can be read in two
   * ways.
   */
  namesIn(listings: readonly ContextListing[]): { names: string[]; ambiguous: string[] } {
    const names = new Set<string>();
    const ambiguous: string[] = [];
    for (const listing of listings) {
      const found =
        'names' in listing ? { names: listing.names, ambiguous: false } : this.read(listing.list, listing.sorted);
      if (found.ambiguous && 'list' in listing) ambiguous.push(listing.list);
      for (const name of found.names) if (name.trim()) names.add(name.trim());
    }
    return { names: [...names], ambiguous };
  }

  /** Makes sure that every one of these names means something. A new context is called by its usual spelling. */
  async learn(client: pg.ClientBase, names: Iterable<string>): Promise<void> {
    const unknown = new Set<string>();
    for (const name of names) if (!this.meanings.has(name)) unknown.add(name);
    if (!unknown.size) return;
    const usualFirst = [...new Set([...[...unknown].map((name) => this.spellings.of(name)), ...unknown])];
    if (this.dryRun) return this.imagine(client, usualFirst);
    for (const [name, meant] of await learnMeanings(client, usualFirst)) this.note(name, meant);
  }

  /** What learned names mean to an entry. Two spellings of one context count once, the first. */
  contextsOf(names: readonly string[]): EntryContexts {
    const contexts: EntryContexts = { ids: [], spellings: {} };
    for (const name of names) {
      const meant = this.meanings.get(name);
      if (!meant || contexts.ids.includes(meant.id)) continue;
      contexts.ids.push(meant.id);
      if (meant.name !== name && meant.spelled) contexts.spellings[meant.id] = name;
    }
    return contexts;
  }

  /**
   * A list of contexts with names that somebody changed since as they are today; the list itself where it holds none.
   */
  listNow(list: string, sorted: boolean): string {
    const { names } = this.read(list, sorted);
    return names.some((name) => this.nameNow(name) !== name)
      ? contextList([...new Set(names.map((name) => this.nameNow(name)))])
      : list;
  }

  /** Whether a list is another one but for contexts that are shared only since others were merged into them. */
  isBeforeMerge(list: string, now: string): boolean {
    const had = new Set(this.read(list, true).names);
    const { names } = this.read(now, true);
    return (
      names.length > had.size &&
      [...had].every((name) => names.includes(name)) &&
      names.every((name) => had.has(name) || this.joined.has(name))
    );
  }

  /** A written name as it is today: another one only where somebody named the context, or merged it. */
  nameNow(written: string): string {
    const meant = this.meanings.get(written.trim());
    return meant && !meant.spelled ? meant.name : written;
  }

  /** The vocabulary's name of a context that was met. */
  nameOf(id: ContextId): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`Context ${id} was not looked up.`);
    return name;
  }

  /** Related entries repeat the same lists, so a reading is worth keeping. */
  private read(list: string, sorted: boolean): SplitContexts {
    const key = `${sorted ? 's' : 'u'}${list}`;
    const known = this.readings.get(key);
    if (known) return known;
    if (this.readings.size >= MOST_READINGS) this.readings.clear();
    const reading = splitContexts(ownText(list), this.known, sorted);
    this.readings.set(ownText(key), reading);
    return reading;
  }

  private async imagine(client: pg.ClientBase, names: readonly string[]): Promise<void> {
    for (const [name, meant] of await meaningsOf(client, names)) this.note(name, meant);
    const still = names.filter((name) => !this.meanings.has(name));
    const folded = await foldedNames(client, still);
    for (const name of still) {
      const key = folded.get(name) ?? name;
      const meant = this.imagined.get(key) ?? {
        id: toId<ContextId>(-(this.imagined.size + 1)),
        name,
        spelled: true,
        joined: false,
      };
      this.imagined.set(key, meant);
      this.note(name, meant);
    }
  }

  private note(name: string, meant: MeantContext): void {
    this.meanings.set(name, meant);
    this.names.set(meant.id, meant.name);
    if (meant.joined) this.joined.add(meant.name);
  }
}

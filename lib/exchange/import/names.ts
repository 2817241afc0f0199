import type pg from 'pg';
import { contextNames } from '../../editorial/contexts/store/meanings.ts';
import { live, targetOf } from '../../editorial/published/published.ts';
import type { ContextId, EntryId } from '../../kernel/ids.ts';
import type { Lookup, Target } from '../../layout/compose.ts';
import { linkTo } from '../../layout/paths.ts';
import type { ContextBook } from './context-book.ts';
import { ownText } from './reading/own-text.ts';
import type { ContextListing, StagedDay } from './staged.ts';
import { archivedAt, type StagedRow, stagedAt } from './store/import-staging.ts';

/** An entry that pages name: its id, whether the archive had it before, and what those pages show of it. */
export type NamedEntry = { entry: EntryId; known: boolean; target: Target };

/** How many names are met before those not met since are let go. */
const GENERATION = 12_000;

/**
 * What was found out of the entries that an import names, kept for the days to come: pages name their neighbours.
 * Everything is looked up by link, as pages have it: a page's own text of a link is hashed once, however often it is
 * asked for.
 */
export class Names implements Lookup {
  readonly book: ContextBook;
  private recent = new Map<string, NamedEntry | undefined>();
  private older = new Map<string, NamedEntry | undefined>();
  private targets = { recent: new Map<EntryId, Target>(), older: new Map<EntryId, Target>() };

  constructor(book: ContextBook) {
    this.book = book;
  }

  /** Reads what the paths of these days and of their related entries mean, and learns the contexts that they name. */
  async learn(client: pg.ClientBase, days: readonly StagedDay[]): Promise<void> {
    if (this.recent.size > GENERATION) this.forget();
    const unknown = new Set<string>();
    for (const { entries } of days) {
      for (const entry of entries) {
        for (const link of [linkTo(entry.path), ...entry.page.related.map((item) => item.link)])
          if (!this.isAtHand(link)) unknown.add(link);
      }
    }
    await this.learnStaged(client, unknown);
    await this.learnArchived(client, unknown);
    for (const link of unknown) this.recent.set(ownText(link), undefined);
  }

  /** The entry that a link leads to, where the import or the archive has one. */
  at(link: string): NamedEntry | undefined {
    return this.recent.get(link);
  }

  /** The address that a link leads to: the page's own now, where it has left the one that the link names. */
  current(link: string): string {
    const named = this.at(link);
    return named ? linkTo(named.target.path) : link;
  }

  contextName(id: ContextId): string {
    return this.book.nameOf(id);
  }

  target(entry: EntryId): Target | undefined {
    return this.targets.recent.get(entry) ?? this.targets.older.get(entry);
  }

  /** Learns those of the unknown links that the import itself has, and takes them off. */
  private async learnStaged(client: pg.ClientBase, unknown: Set<string>): Promise<void> {
    if (!unknown.size) return;
    const staged = (await stagedAt(client, pathsOf(unknown))).map((row) => ({
      row,
      read: this.book.namesIn(JSON.parse(row.listings) as ContextListing[]).names,
    }));
    await this.book.learn(
      client,
      staged.flatMap(({ read }) => read),
    );
    const archived = await contextNames(live(client), [...new Set(staged.flatMap(({ row }) => row.contexts ?? []))]);
    for (const { row, read } of staged) {
      const own = (row.contexts ?? []).flatMap((id) => archived.get(id) ?? []);
      this.note(row.path, { entry: row.entry, known: row.known, target: this.targetOf(row, read, own) });
      unknown.delete(linkTo(row.path));
    }
  }

  /** The same of those that only the archive has. */
  private async learnArchived(client: pg.ClientBase, unknown: Set<string>): Promise<void> {
    const found = await archivedAt(client, pathsOf(unknown));
    const names = await contextNames(live(client), [...new Set(found.flatMap(({ contexts }) => contexts))]);
    for (const name of found) {
      this.note(name.asked, { entry: name.entry, known: true, target: targetOf(name.path, name, names) });
      unknown.delete(linkTo(name.asked));
    }
  }

  /** `own` are the contexts that the archive has of it: its page need not name them all. */
  private targetOf(row: StagedRow, read: readonly string[], own: readonly string[]): Target {
    const { ids } = this.book.contextsOf(read);
    // Nearly all titles are the same in both editions: one text in memory will do.
    const title2018 = row.title2018 === row.title2017 ? row.title2017 : row.title2018;
    return {
      path: row.at,
      title2017: row.title2017,
      title2018,
      contexts: [...new Set([...own, ...ids.map((id) => this.book.nameOf(id))])],
    };
  }

  /** `path` is what pages call it, which its page may have left. */
  private note(path: string, named: NamedEntry): void {
    this.recent.set(linkTo(path), named);
    if (named.target.path !== path) this.recent.set(linkTo(named.target.path), named);
    this.targets.recent.set(named.entry, named.target);
  }

  private isAtHand(link: string): boolean {
    if (this.recent.has(link)) return true;
    if (!this.older.has(link)) return false;
    const named = this.older.get(link);
    if (named) this.note(link.slice(1), named);
    else this.recent.set(ownText(link), undefined);
    return true;
  }

  private forget(): void {
    this.older = this.recent;
    this.recent = new Map();
    this.targets = { recent: new Map(), older: this.targets.recent };
  }
}

function pathsOf(links: Iterable<string>): string[] {
  return Array.from(links, (link) => link.slice(1));
}

import type { ContextId } from '../../kernel/ids.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { contextNamesOf } from '../../layout/compose.ts';
import { contextList, parseContextLine } from '../../layout/context-line.ts';
import { type DecomposeInput, revisionTextOf } from '../../layout/decompose.ts';
import { linkTo } from '../../layout/paths.ts';
import { halvesOf, splitTitle, type TitleParts } from '../../layout/title.ts';
import type { NamedEntry } from './names.ts';
import { linkedNow, namedNow, sharedNow } from './names-now.ts';
import type { ArchiveBefore } from './reading/archive-before.ts';
import { type Base, baseOf, mergedText, type ReadPage, splitLike } from './reading/page-merge.ts';
import type { ResolveContext } from './resolved.ts';
import type { StagedEntry } from './staged.ts';
import type { PublishedText } from './store/import-before.ts';

/** An entry as its page says it, and the archive's own text of it where that is published. */
export type ReadEntry = {
  staged: StagedEntry;
  named: NamedEntry;
  said: ReadPage;
  ambiguous: string[];
  before: PublishedText | undefined;
  base: Base | undefined;
  merged: RevisionText;
};

/** What a page is read against. */
type ReadContext = Pick<ResolveContext, 'names' | 'before' | 'tally'>;

/** What an entry's page says, and what of it is new to the archive. */
export function readEntry({ names, before: archive, tally }: ReadContext, staged: StagedEntry): ReadEntry {
  const named = names.at(linkTo(staged.path));
  if (!named) throw new Error(`${staged.path} was not staged.`);
  const { names: read, ambiguous } = names.book.namesIn(staged.listings);
  for (const list of ambiguous) tally.ambiguous({ path: staged.path, list, read });
  const { ids, spellings } = names.book.contextsOf(read);
  const page = namedNow(linkedNow(staged.page, names), names);
  const before = named.known ? archive.text(named.entry) : undefined;
  const base = before && baseOf(before.text, page, archive.lookup, archive.versionsOf(named.entry));
  const given: DecomposeInput = {
    contexts: ids,
    contextNames: spellings,
    lookup: names,
    eventAt: (link) => names.at(link)?.entry,
    split: (title) => splitOf(title, staged, base),
  };
  const plain = revisionTextOf(page, given);
  const text = withOrigin({ ...plain, related: plain.related.map((item) => sharedNow(item, names)) }, staged);
  const said: ReadPage = {
    page,
    text,
    contexts: allContexts(archive, staged, ids, before),
    contextsOf: (item) => names.book.contextsOf(names.book.namesIn([{ list: item.contexts, sorted: true }]).names).ids,
    limit: staged.exported?.byRule ? 'rule' : staged.exported?.relatedLimit,
    isLine: !staged.file,
  };
  return { staged, named, said, ambiguous, before, base, merged: base ? mergedText(base, said) : text };
}

/**
 * All contexts of an entry, where the import lists them: in the JSON beside its page, in a line of entries, or on its
 * day's page.
 */
function allContexts(
  archive: ArchiveBefore,
  staged: StagedEntry,
  ids: ContextId[],
  before: PublishedText | undefined,
): ReadPage['contexts'] {
  if (staged.facts) return { ids, ordered: true };
  const [listing] = staged.listings;
  if (!listing) return undefined;
  if ('names' in listing) return { ids, ordered: false };
  if (!listing.whole) return undefined;
  return before && shows(archive, before, listing.list)
    ? { ids: before.text.contexts, ordered: false }
    : { ids, ordered: false };
}

/** Whether a list is the one that the archive's own page of the day has. */
function shows(archive: ArchiveBefore, { entry, text }: PublishedText, list: string): boolean {
  if (list === contextList(contextNamesOf(text, archive.lookup))) return true;
  const own = archive.order(text.day)?.entries.find((line) => 'entry' in line && line.entry === entry);
  return own !== undefined && 'entry' in own && own.body !== undefined && parseContextLine(own.body.text) === list;
}

function splitOf(title: string, { facts }: StagedEntry, base: Base | undefined): TitleParts {
  return (facts && halvesOf(title, facts.topic, facts.headline)) ?? (base ? splitLike(base, title) : splitTitle(title));
}

function withOrigin(text: RevisionText, { origin }: StagedEntry): RevisionText {
  return origin ? { ...text, kept: { ...text.kept, origin } } : text;
}

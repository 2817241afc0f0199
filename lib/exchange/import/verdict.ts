import type { EntryId } from '../../kernel/ids.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { type Lookup, relatedDefaults, spelledContexts } from '../../layout/compose.ts';
import { linkTo } from '../../layout/paths.ts';
import type { ReadEntry } from './read-entry.ts';
import type { Ever } from './reading/archive-before.ts';
import { type Base, baseOf, mergedText, type ReadPage, type SameItem, sameAsNow } from './reading/page-merge.ts';
import type { Verdict } from './resolved.ts';
import type { PublishedText } from './store/import-before.ts';

/** The archive's texts that readers ever saw, and the names and pages of today. */
type KnownContext = { ever: Ever; lookup: Lookup };

/**
 * What becomes of an entry's text. A page that says what was published before says nothing new, unless an import
 * brought the text that readers see now: then it was the tree that went back.
 */
export function judged(
  { named, said, before, base, merged }: ReadEntry,
  { ever, lookup }: KnownContext,
): { verdict: Verdict; text: RevisionText } {
  if (base && merged === base.text) return { verdict: 'same', text: merged };
  const versions = ever.of(named.entry);
  if (!base && !versions.length) return { verdict: 'new', text: merged };
  const text = base ? mergedText(base, said, everSaid(base, said, named.entry, ever)) : merged;
  if (base && text === base.text) return { verdict: 'same', text };
  const isTold =
    !before?.imported &&
    versions.some((version) => version.revision !== before?.revision && tells(version, said, { ever, lookup }));
  return { verdict: isTold ? 'older' : base ? 'changed' : 'new', text };
}

function tells(version: PublishedText, said: ReadPage, { ever, lookup: now }: KnownContext): boolean {
  const lookup: Lookup = {
    contextName: ever.contextName,
    target: (id) => ever.targets(id).at(-1) ?? now.target(id),
  };
  const base = baseOf(version.text, said.page, lookup, said.page.changes);
  return mergedText(base, said, everSaid(base, said, version.entry, ever)) === base.text;
}

/** Whether a line is what the page says about a related entry, or said while the two had other titles or contexts. */
function everSaid(base: Base, { page }: ReadPage, entry: EntryId, ever: Ever): SameItem {
  const now = sameAsNow(base);
  return (item, at) => {
    if (now(item, at)) return true;
    const related = base.text.related[at];
    if (!related || !('entry' in related)) return false;
    const targets = ever.targets(related.entry);
    if (![base.items[at]?.link, ...targets.map((target) => linkTo(target.path))].includes(item.link)) return false;
    const own = [base.text, ...ever.of(entry).map(({ text }) => text)].map((text) => spelledContexts(text, ever));
    const said = targets.flatMap((target) => own.map((contexts) => relatedDefaults(contexts, target, page.edition)));
    const title = item.title === base.items[at]?.title || said.some((one) => one.title === item.title);
    return title && (item.contexts === base.items[at]?.contexts || said.some((one) => one.contexts === item.contexts));
  };
}

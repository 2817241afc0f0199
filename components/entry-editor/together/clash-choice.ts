import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { Clash } from '#lib/kernel/revision/merge.ts';

/**
 * Whose words are kept where two texts clash; `again` is written on the spot: a text, or a source's publisher and
 * address.
 */
export type Choice = { take: 'theirs' } | { take: 'mine' } | { take: 'custom'; text: string; url: string };

type SourceRow = EntryFields['sources'][number];

/** The merged text with each clash settled as it was chosen, in the order of the clashes. */
export function withChoices(merged: EntryFields, clashes: readonly Clash[], choices: readonly Choice[]): EntryFields {
  return clashes.reduce((fields, clash, i) => {
    const choice = choices[i];
    return choice ? settleOne(fields, clash, choice) : fields;
  }, merged);
}

/** Whether the choice says something that a save could take. */
export function isWhole(clash: Clash, choice: Choice | undefined): boolean {
  if (!choice) return false;
  if (choice.take !== 'custom' || clash.field === 'topic' || clash.field === 'slug' || clash.field === 'summary')
    return true;
  return choice.text.trim() !== '' && (clash.field !== 'sources' || choice.url.trim() !== '');
}

function settleOne(fields: EntryFields, clash: Clash, choice: Choice): EntryFields {
  if (clash.field === 'sources') return { ...fields, sources: withSource(fields.sources, clash, choice) };
  if (clash.field === 'related')
    return choice.take === 'theirs' ? { ...fields, related: clash.theirs.map(relatedInput) } : fields;
  return { ...fields, [clash.field]: choice.take === 'custom' ? choice.text : clash[choice.take] };
}

/** The chosen source is where mine was; where I had removed it, at the end, before a cover. */
function withSource(
  sources: readonly SourceRow[],
  clash: Extract<Clash, { field: 'sources' }>,
  choice: Choice,
): SourceRow[] {
  const chosen = choice.take === 'custom' ? { name: choice.text, url: choice.url } : clash[choice.take];
  const rows = chosen ? [plainSource(chosen)] : [];
  const at = sources.findIndex((row) => clash.mine && row.url === clash.mine.url && row.name === clash.mine.name);
  if (at >= 0) return [...sources.slice(0, at), ...rows, ...sources.slice(at + 1)];
  const cover = sources.findIndex((row) => row.cover);
  const end = cover < 0 ? sources.length : cover;
  return [...sources.slice(0, end), ...rows, ...sources.slice(end)];
}

function plainSource({ name, url, cover }: { name: string; url: string; cover?: true | undefined }): SourceRow {
  return cover ? { name, url, cover } : { name, url };
}

function relatedInput(item: { entry: number } | { missing: string }): EntryFields['related'][number] {
  return 'entry' in item ? { entry: item.entry } : { missing: item.missing };
}

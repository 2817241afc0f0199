/** How many items of a list come in, and how many go. */
export type ItemChanges = { added: number; lost: number };

/** What the updated entries lose and get: texts are headlines, topics and summaries that are others now. */
export type ImportChanges = { texts: number; sources: ItemChanges; contexts: ItemChanges; related: ItemChanges };

/** What the pages of updated entries do not say, so that it stays as it is here. */
export type HiddenItems = { contexts: number; related: number };

type Figures = {
  changes: ImportChanges;
  kept: HiddenItems;
  older: number;
  beside: { unread: readonly unknown[] };
  repeats: readonly unknown[];
};

/**
 * What updated entries lose and get, and what stays of them although the import does not say it: a line for each,
 * nothing where there is none. Reports of long ago lack the figures.
 */
export function changesInWords({ changes, kept, older = 0, beside, repeats = [] }: Partial<Figures>): string[] {
  return [
    ...changeWords(changes),
    ...keptWords(kept),
    ...olderWords(older),
    ...besideWords(beside),
    ...repeatWords(repeats.length),
  ];
}

function changeWords(changes: ImportChanges | undefined): string[] {
  if (!changes) return [];
  const { texts, sources, contexts, related } = changes;
  const lists = [
    counted(sources, 'source'),
    counted(contexts, 'context'),
    counted(related, 'related entry', 'related entries'),
  ];
  const parts = [...(texts ? [amount(texts, 'text changed', 'texts changed')] : []), ...lists.flat()];
  return parts.length ? [`Updated entries: ${parts.join(', ')}.`] : [];
}

function counted({ added, lost }: ItemChanges, one: string, many = `${one}s`): string[] {
  return [
    ...(lost ? [`${amount(lost, one, many)} lost`] : []),
    ...(added ? [`${amount(added, one, many)} added`] : []),
  ];
}

function keptWords(kept: HiddenItems | undefined): string[] {
  if (!kept || kept.contexts + kept.related === 0) return [];
  const parts = [
    ...(kept.contexts ? [amount(kept.contexts, 'context', 'contexts')] : []),
    ...(kept.related ? [amount(kept.related, 'related entry', 'related entries')] : []),
  ];
  return [`Kept unchanged, because the pages do not include them: ${parts.join(' and ')}.`];
}

function olderWords(older: number): string[] {
  return older
    ? [
        `${amount(older, 'page has', 'pages have')} text that was published here before. Nothing is reverted; ` +
          'restore a revision from the history of the entry.',
      ]
    : [];
}

function besideWords(beside: Figures['beside'] | undefined): string[] {
  const unread = beside?.unread.length ?? 0;
  return unread
    ? [`${amount(unread, 'JSON file differs', 'JSON files differ')} from the page next to it and was not read.`]
    : [];
}

function repeatWords(repeats: number): string[] {
  return repeats
    ? [`${amount(repeats, 'line repeats', 'lines repeat')} an entry from an earlier line. It is imported once.`]
    : [];
}

function amount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

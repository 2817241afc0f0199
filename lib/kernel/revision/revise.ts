import type { FieldProblem } from '../app-error.ts';
import { fail, ok, type Result } from '../result.ts';
import { LONGEST_HEADLINE } from './limits.ts';
import { EMPTY_KEPT, type EntryInput, type Related, type RevisionText, type Source, withSlug } from './text.ts';

export type { EntryInput };

/**
 * The next text of an entry: what was written, and from the text before whatever still belongs to
 * what was not changed. Another day moves the page once it is approved. Refused fields: a headline that became too
 * long, a missing page that nobody had named.
 */
export function revise(before: RevisionText | undefined, input: EntryInput): Result<RevisionText, FieldProblem[]> {
  const problems = [...headlineProblems(before, input), ...missingProblems(before, input)];
  if (problems.length) return fail(problems);
  return ok({
    day: input.day,
    topic: input.topic,
    headline: input.headline,
    summary: input.summary,
    sources: input.sources.map((source) => carrySource(before, source)),
    contexts: input.contexts,
    related: input.related.map((item) => carryRelated(before, item)),
    kept: input.slug === undefined ? (before?.kept ?? EMPTY_KEPT) : withSlug(before?.kept ?? EMPTY_KEPT, input.slug),
  });
}

/** The fields of a text, as the editor's form and the API show them. */
export function inputOf(text: RevisionText): EntryInput {
  return {
    day: text.day,
    topic: text.topic,
    headline: text.headline,
    ...(text.kept.slug ? { slug: text.kept.slug } : {}),
    summary: text.summary,
    sources: text.sources.map(({ name, url, cover }) => (cover ? { name, url, cover } : { name, url })),
    contexts: [...text.contexts],
    related: text.related.map((item) => ('entry' in item ? { entry: item.entry } : { missing: item.missing })),
  };
}

function headlineProblems(before: RevisionText | undefined, input: EntryInput): FieldProblem[] {
  if (input.headline.length <= LONGEST_HEADLINE || input.headline === before?.headline) return [];
  return [
    {
      field: 'headline',
      message:
        `is ${input.headline.length} characters long; the maximum is ${LONGEST_HEADLINE}. Move details to ` +
        'the summary.',
    },
  ];
}

function missingProblems(before: RevisionText | undefined, input: EntryInput): FieldProblem[] {
  return input.related.flatMap((item, i) =>
    'missing' in item && !findRelated(before, item)
      ? [
          {
            field: `related.${i}`,
            message: `links to a page that is not in the archive (${item.missing}). Choose an entry.`,
          },
        ]
      : [],
  );
}

function carrySource(before: RevisionText | undefined, source: EntryInput['sources'][number]): Source {
  const same = before?.sources.find(
    (old) => old.name === source.name && old.url === source.url && old.cover === source.cover,
  );
  if (same) return same;
  return source.cover ? { name: source.name, url: source.url, cover: true } : { name: source.name, url: source.url };
}

function carryRelated(before: RevisionText | undefined, item: EntryInput['related'][number]): Related {
  return findRelated(before, item) ?? (item as Related);
}

function findRelated(before: RevisionText | undefined, item: EntryInput['related'][number]): Related | undefined {
  return before?.related.find((old) =>
    'entry' in item ? 'entry' in old && old.entry === item.entry : 'missing' in old && old.missing === item.missing,
  );
}

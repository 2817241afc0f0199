import type { EntryLine } from '../../../editorial/entries/contract/entry-line.ts';
import type { FieldProblem } from '../../../kernel/app-error.ts';
import { type ContextId, toId } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { LONGEST_NAME } from '../../../kernel/revision/limits.ts';
import { EMPTY_KEPT } from '../../../kernel/revision/text.ts';
import { withPairedBrackets } from '../../../kernel/text/address.ts';
import { lineProblem } from '../../../kernel/text/line.ts';
import { contextNameProblem } from '../../../kernel/text/markup.ts';
import { checkText } from '../../../layout/checked-text.ts';
import { splitTitle } from '../../../layout/title.ts';

/**
 * A line's entry, by the very rules of an entry that somebody writes. Nobody is there to mend an address whose brackets
 * would cut its link off: it is written so that it leads where it led.
 */
export function checkLine(line: EntryLine): Result<EntryLine, FieldProblem[]> {
  const entry = {
    ...line,
    sources: line.sources.map((source) => ({ ...source, url: withPairedBrackets(source.url) })),
  };
  const sources = entry.sources.map(({ publisher, url }) => ({ name: publisher, url }));
  const contexts = entry.contexts.map((_, at) => toId<ContextId>(at));
  const text = checkText(
    {
      ...splitTitle(entry.headline),
      day: entry.date,
      summary: entry.summary ?? '',
      sources,
      contexts,
      related: [],
      kept: EMPTY_KEPT,
    },
    [],
  );
  const fields = [...(text.ok ? [] : text.error.map(asInLine)), ...entry.contexts.flatMap(contextProblem)];
  return fields.length ? fail(fields) : ok(entry);
}

/** A line calls the name of a source its publisher, and knows no topic but the one before the headline. */
function asInLine({ field, message }: FieldProblem): FieldProblem {
  return { field: field === 'topic' ? 'headline' : field.replace(/^(sources\.\d+)\.name$/, '$1.publisher'), message };
}

function contextProblem(name: string, at: number): FieldProblem[] {
  const message = lineProblem(name, LONGEST_NAME) ?? contextNameProblem(name);
  return message === undefined ? [] : [{ field: `contexts.${at}`, message }];
}

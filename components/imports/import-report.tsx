import Link from 'next/link';
import { counted, countOf } from '#components/runs/run-words.ts';
import type { ImportReport } from '#lib/archive/import/report.ts';

const MOST_KEPT = 200;

/** What an import did, or a dry run says it would do, in figures. */
export function ImportReportView({ figures, isDryRun }: { figures: ImportReport; isDryRun: boolean }) {
  const { files, events, days } = figures;
  const rows: [string, number][] = [
    ['files exact', files.exact],
    ['normalised', files.normalised],
    ['refused', files.refused],
    [isDryRun ? 'entries to create' : 'entries created', events.created],
    [isDryRun ? 'entries to change' : 'entries changed', events.updated],
    ['entries unchanged', events.unchanged],
    [isDryRun ? 'days to put in order' : 'days put in order', days.written],
  ];
  if (files.skipped) rows.splice(3, 0, ['files of other formats', files.skipped]);
  return (
    <dl className="run-figures tabular">
      {rows.map(([name, value]) => (
        <div key={name} className="run-figure">
          <dt>{name}</dt>
          <dd>{counted(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the import read between the lines, and what only an editor can decide. */
export function ImportFindings({ figures, isDryRun }: { figures: ImportReport; isDryRun: boolean }) {
  const { inferred, ambiguous, settle } = figures;
  const open = settleRows(settle);
  if (!inferred.length && !ambiguous.length && !open.length) return null;
  return (
    <section className="run-part" aria-labelledby="found">
      <h2 id="found">What it came upon</h2>
      <div className="found">
        {open.length > 0 && (
          <ul className="found-list">
            {open.map(({ kind, text }) => (
              <li key={kind}>
                {text}{' '}
                {isDryRun ? <span className="dimmed">to settle after the import</span> : <Link href={`/settle?kind=${kind}`}>Settle {text.startsWith('1 ') ? 'it' : 'them'}</Link>}
              </li>
            ))}
          </ul>
        )}
        {inferred.length > 0 && (
          <details>
            <summary>{atLeast(inferred.length, 'context name')} with a comma, proved by the order of lists</summary>
            <ul>
              {inferred.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        )}
        {ambiguous.length > 0 && (
          <details>
            <summary>{atLeast(ambiguous.length, 'list')} of contexts that can be read in more than one way</summary>
            <ul>
              {ambiguous.map(({ path, list, read }) => (
                <li key={`${path} ${list}`}>
                  <code>{path}</code>: {list}
                  <br />
                  <span className="dimmed">read as</span> {read.join(' | ')}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

/** A run keeps the first of long lists. */
function atLeast(count: number, one: string): string {
  return count < MOST_KEPT ? countOf(count, one) : `${countOf(count, one)} or more`;
}

function settleRows({ sameEvent, ambiguousContexts, missingLinks }: ImportReport['settle']): { kind: string; text: string }[] {
  return [
    { kind: 'same-event', count: sameEvent, text: countOf(sameEvent, 'group of pages looks', 'groups of pages look').concat(' like one event.') },
    { kind: 'ambiguous-contexts', count: ambiguousContexts, text: countOf(ambiguousContexts, 'list of contexts is', 'lists of contexts are').concat(' ambiguous.') },
    { kind: 'missing-link', count: missingLinks, text: countOf(missingLinks, 'link leads', 'links lead').concat(' to a page that is not there.') },
  ].filter(({ count }) => count > 0);
}

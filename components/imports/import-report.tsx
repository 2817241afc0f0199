import Link from 'next/link';
import base from '#components/ui/base.module.css';
import sections from '#components/ui/sections.module.css';
import type { ImportReport } from '#lib/exchange/import/report.ts';
import { counted, countOf } from '#lib/kernel/count-of.ts';
import { changesInWords } from '#lib/kernel/newsroom/import-changes.ts';
import styles from './imports.module.css';

const MOST_KEPT = 200;

/** What an import did, or a dry run says it would do, in figures. */
export function ImportReportView({ figures, isDryRun }: { figures: ImportReport; isDryRun: boolean }) {
  const { files, entries, days } = figures;
  const rows: [string, number][] = [
    [`${files.exact === 1 ? 'file' : 'files'} exact`, files.exact],
    ['normalised', files.normalised],
    ['refused', files.refused],
    [`${entriesFor(entries.created)} ${isDryRun ? 'to create' : 'created'}`, entries.created],
    [`${entriesFor(entries.updated)} ${isDryRun ? 'to change' : 'changed'}`, entries.updated],
    [`${entriesFor(entries.unchanged)} unchanged`, entries.unchanged],
    [`${days.written === 1 ? 'day' : 'days'} ${isDryRun ? 'to put in order' : 'put in order'}`, days.written],
  ];
  if (files.skipped) rows.splice(3, 0, [`${files.skipped === 1 ? 'file' : 'files'} of other formats`, files.skipped]);
  return (
    <dl className={`${sections.figures} ${base.tabular}`}>
      {rows.map(([name, value]) => (
        <div key={name} className={sections.figure}>
          <dt dir="auto">{name}</dt>
          <dd>{counted(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function entriesFor(count: number): string {
  return count === 1 ? 'entry' : 'entries';
}

/** What the import read between the lines, and what only an editor can decide. */
export function ImportFindings({ figures, isDryRun }: { figures: ImportReport; isDryRun: boolean }) {
  const { inferred, ambiguous, issues } = figures;
  const open = issueRows(issues);
  const changes = changesInWords(figures);
  const repeats = figures.repeats ?? [];
  if (!inferred.length && !ambiguous.length && !open.length && !changes.length) return null;
  return (
    <section className={sections.section} aria-labelledby="found">
      <h2 id="found">Findings</h2>
      <div className={styles.found}>
        {changes.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {repeats.length > 0 && (
          <details>
            <summary>Lines that repeat an entry</summary>
            <ul>
              {repeats.map(({ line, of }) => (
                <li key={line}>
                  Line {line}: the same event as in line {of}
                </li>
              ))}
            </ul>
          </details>
        )}
        {open.length > 0 && (
          <ul className={styles.foundList}>
            {open.map(({ kind, text }) => (
              <li key={kind}>
                {text}{' '}
                {isDryRun ? (
                  <span className={base.dimmed}>to resolve after the import</span>
                ) : (
                  <Link href={`/import-issues?kind=${kind}`}>Resolve {text.startsWith('1 ') ? 'it' : 'them'}</Link>
                )}
              </li>
            ))}
          </ul>
        )}
        {inferred.length > 0 && <Inferred names={inferred} />}
        {ambiguous.length > 0 && <Ambiguous lists={ambiguous} />}
      </div>
    </section>
  );
}

function Inferred({ names }: { names: ImportReport['inferred'] }) {
  return (
    <details>
      <summary>{atLeast(names.length, 'context name')} with a comma, proved by the order of lists</summary>
      <ul>
        {names.map((name) => (
          <li dir="auto" key={name}>
            {name}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Ambiguous({ lists }: { lists: ImportReport['ambiguous'] }) {
  return (
    <details>
      <summary>{atLeast(lists.length, 'list')} of contexts that can be read in more than one way</summary>
      <ul>
        {lists.map(({ path, list, read }) => (
          <li key={`${path} ${list}`}>
            <code>{path}</code>: {list}
            <br />
            <span className={base.dimmed}>read as</span> {read.join(' | ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A run keeps the first of long lists. */
function atLeast(count: number, one: string): string {
  return count < MOST_KEPT ? countOf(count, one) : `${countOf(count, one)} or more`;
}

function issueRows({
  sameEvent,
  ambiguousContexts,
  missingLinks,
}: ImportReport['issues']): { kind: string; text: string }[] {
  return [
    {
      kind: 'same-event',
      count: sameEvent,
      text: countOf(sameEvent, 'group of pages looks', 'groups of pages look').concat(' like one event.'),
    },
    {
      kind: 'ambiguous-contexts',
      count: ambiguousContexts,
      text: countOf(ambiguousContexts, 'list of contexts is', 'lists of contexts are').concat(' ambiguous.'),
    },
    {
      kind: 'missing-link',
      count: missingLinks,
      text: countOf(missingLinks, 'link leads', 'links lead').concat(' to a page that is not there.'),
    },
  ].filter(({ count }) => count > 0);
}

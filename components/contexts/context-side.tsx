import Link from 'next/link';
import { OutsideLink } from '#components/sources/outside-link.tsx';
import base from '#components/ui/base.module.css';
import { type ContextView, TOGETHER_IN } from '#lib/editorial/contexts/queries/context-view.ts';
import { counted } from '#lib/kernel/count-of.ts';
import { UndoMerge } from './context-actions.tsx';
import styles from './contexts.module.css';

const YEARS_SHOWN = 12;

/** What is known of a context beside its entries: its other names, its uses by year, and what it goes together with. */
export function ContextSide({ context, mayMerge }: { context: ContextView; mayMerge: boolean }) {
  const { description, wikidataId, aliases, merged, years, together, entries } = context;
  return (
    <aside className={styles.side} aria-label="About this context">
      {(description || wikidataId) && (
        <section>
          {description && <p dir="auto">{description}</p>}
          {wikidataId && (
            <OutsideLink url={`https://www.wikidata.org/wiki/${wikidataId}`} text={`Wikidata ${wikidataId}`} />
          )}
        </section>
      )}
      {aliases.length > 0 && (
        <section aria-labelledby="aliases">
          <h2 id="aliases">Also called</h2>
          <ul className={`${base.plainList} ${styles.names}`}>
            {aliases.map((alias) => (
              <li dir="auto" key={alias}>
                {alias}
              </li>
            ))}
          </ul>
        </section>
      )}
      {merged.length > 0 && (
        <section aria-labelledby="merged">
          <h2 id="merged">Merged into this</h2>
          <ul className={base.plainList}>
            {merged.map((one) => (
              <li key={one.id} className={styles.merged}>
                <span>
                  <bdi>{one.name}</bdi>
                  {one.aliases.length > 0 && <span className={base.dimmed}> ({one.aliases.join(', ')})</span>}
                </span>
                {mayMerge && <UndoMerge merged={one} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {years.length > 0 && <Years years={years} />}
      {together.length > 0 && <Together together={together} entries={entries} />}
    </aside>
  );
}

function Years({ years }: Pick<ContextView, 'years'>) {
  const most = Math.max(1, ...years.map((year) => year.entries));
  const older = years.slice(YEARS_SHOWN).reduce((sum, year) => sum + year.entries, 0);
  return (
    <section aria-labelledby="years">
      <h2 id="years">By year</h2>
      <ul className={`${base.plainList} ${styles.years}`}>
        {years.slice(0, YEARS_SHOWN).map(({ year, entries: count }) => (
          <li key={year}>
            <span className={base.tabular}>{year}</span>
            <span className={styles.yearBar} style={{ width: `${Math.max(2, (100 * count) / most)}%` }} aria-hidden />
            <span className={base.tabular}>{counted(count)}</span>
          </li>
        ))}
      </ul>
      {older > 0 && <p className={base.dimmed}>{counted(older)} earlier.</p>}
    </section>
  );
}

function Together({ together, entries }: Pick<ContextView, 'together' | 'entries'>) {
  return (
    <section aria-labelledby="together">
      <h2 id="together">Often with</h2>
      <ul className={`${base.plainList} ${styles.together}`}>
        {together.map(({ id, name, entries: count }) => (
          <li key={id}>
            <Link href={`/contexts/${id}`}>
              <bdi>{name}</bdi>
            </Link>
            <span className={base.tabular}>{counted(count)}</span>
          </li>
        ))}
      </ul>
      {entries > TOGETHER_IN && <p className={base.dimmed}>In its newest {counted(TOGETHER_IN)} entries.</p>}
    </section>
  );
}

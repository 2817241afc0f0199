import Link from 'next/link';
import type { PublishedEntry } from '#lib/editorial/published/published-pages.ts';
import { dayName, weekdayName } from '#lib/kernel/day-names.ts';
import { dayAddress, markdownAddress, outsideAddress, readableLink } from './addresses.ts';
import styles from './reading.module.css';
import { ReadingPage } from './reading-page.tsx';

type Page = PublishedEntry['page'];

/** A published entry for reading: the same content as its Markdown page. */
export function EntryPreview({ entry, path }: { entry: PublishedEntry; path: string }) {
  const { page, topic, headline, contexts } = entry;
  return (
    <ReadingPage markdown={markdownAddress(path)}>
      <article>
        <p className={styles.kicker}>
          <Link href={dayAddress(page.day)} prefetch={false}>
            <time dateTime={page.day}>
              {weekdayName(page.day)}, {dayName(page.day)}
            </time>
          </Link>
          {contexts.length > 0 && <span>{contexts.join(', ')}</span>}
        </p>
        <h1 dir="auto">{topic ? `${topic}: ${headline}` : headline}</h1>
        {page.summary && (
          <p dir="auto" className={styles.summary}>
            {page.summary}
          </p>
        )}
        <Sources sources={page.sources} />
        <Related related={page.related} />
      </article>
    </ReadingPage>
  );
}

function Sources({ sources }: Pick<Page, 'sources'>) {
  if (!sources.length) return null;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      <ul>
        {sources.map(({ name, url }) => {
          const href = outsideAddress(url);
          return (
            <li key={`${name} ${url}`}>
              {href ? (
                <a href={href} rel="noopener nofollow">
                  <bdi>{name}</bdi>
                </a>
              ) : (
                <bdi>{name}</bdi>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Related({ related }: Pick<Page, 'related'>) {
  if (!related.length) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">Related</h2>
      <ul>
        {related.map(({ title, link, contexts }) => (
          <li key={link}>
            <TreeLink link={link} title={title} />
            {contexts && <span className={styles.why}>{contexts}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A link to another page of the tree; plain words where it leads anywhere else. */
export function TreeLink({ link, title }: { link: string; title: string }) {
  const href = readableLink(link);
  return href ? (
    <Link href={href} prefetch={false}>
      <bdi>{title}</bdi>
    </Link>
  ) : (
    title
  );
}

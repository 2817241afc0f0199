import type { DayPage } from '../day-page.ts';
import type { Entry } from '../entries.ts';
import type { EventPage } from '../event-page.ts';
import type { FrontDay, FrontPage, OpinionItem } from '../front-page.ts';
import { dayPath, eventPath, linkTo } from '../paths.ts';
import { escapeXml, xmlText } from './escape.ts';
import { FRONT_PATH } from './front-path.ts';
import type { PageFacts } from './page-facts.ts';
import { PAGE_NAMESPACE } from './schemas/page-xsd.ts';

/** The .xml of an event's page: everything that the page says, and the facts. Follows page.xsd. */
export function eventXml(page: EventPage, facts: PageFacts): string {
  const sources = page.sources.map(
    ({ name, url, cover }) =>
      `    <source${cover ? ' cover="true"' : ''}>${element('name', name)}${element('url', url)}</source>\n`,
  );
  const contexts = facts.contexts.map((name) => `    ${element('context', name)}\n`);
  const related = page.related.map(
    ({ title, link, contexts: shared }) =>
      `    <item>${element('title', title)}${element('link', link)}${element('contexts', shared)}</item>\n`,
  );
  const changes = page.changes.map(
    ({ title, link, at, note }) =>
      `    <change${at ? attribute('at', at) : ''}>` +
      `${element('title', title)}${element('link', link)}${element('note', note)}</change>\n`,
  );
  return xmlDocument(
    'event',
    attribute('edition', page.edition) +
      attribute('day', page.day) +
      attribute('published', facts.published) +
      attribute('updated', facts.updated),
    `  ${element('path', linkTo(eventPath(page.day, page.slug)))}
  ${element('slug', page.slug)}
${page.kicker === null ? '' : `  ${element('kicker', page.kicker)}\n`}  ${element('title', page.title)}
  ${element('topic', facts.topic)}
  ${element('headline', facts.headline)}
  ${element('summary', page.summary)}
${list('sources', sources)}${list('contexts', contexts)}${list('related', related)}${list('changes', changes)}`,
  );
}

/** The .xml of a day's page. Follows page.xsd. */
export function dayXml(page: DayPage): string {
  return xmlDocument(
    'day',
    attribute('edition', page.edition) + attribute('day', page.day),
    `  ${element('path', linkTo(dayPath(page.day)))}\n${entries(page.entries, '  ')}`,
  );
}

/** The .xml of the front page. Follows page.xsd. */
export function frontXml(page: FrontPage): string {
  const { news, opinion, yesterday, dayBeforeYesterday } = page;
  return xmlDocument(
    'front',
    attribute('edition', page.edition) + attribute('previous', page.previous),
    `  ${element('path', linkTo(FRONT_PATH))}\n${frontDay('news', news)}` +
      `${opinion ? `  <opinion>${told(opinion)}</opinion>\n` : ''}` +
      `${frontDay('yesterday', yesterday)}${frontDay('dayBeforeYesterday', dayBeforeYesterday)}`,
  );
}

function frontDay(name: string, { day, entries: items }: FrontDay): string {
  return `  <${name}${attribute('day', day)}>\n${entries(items, '    ')}  </${name}>\n`;
}

function entries(items: readonly Entry[], indent: string): string {
  return items
    .map(
      (entry) =>
        `${indent}<entry>${entry.kicker === null ? '' : element('kicker', entry.kicker)}${told(entry)}</entry>\n`,
    )
    .join('');
}

function told({ title, link, body }: OpinionItem): string {
  return `${element('title', title)}${element('link', link)}${body === null ? '' : element('body', body)}`;
}

function list(name: string, items: readonly string[]): string {
  return items.length === 0 ? `  <${name}/>\n` : `  <${name}>\n${items.join('')}  </${name}>\n`;
}

function xmlDocument(name: string, attributes: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name} ` +
    `xmlns="${PAGE_NAMESPACE}"${attributes}>\n${content}</${name}>\n`
  );
}

function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXml(value)}"`;
}

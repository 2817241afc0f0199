import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import type { ExportSettings } from '../../../../lib/kernel/newsroom/export-settings.ts';
import { dayHtml, eventHtml, frontHtml } from '../../../../lib/layout/formats/html-pages.ts';
import { leadsTo, leavingsIn, leftPage, redirectsFile } from '../../../../lib/layout/formats/left-pages.ts';
import { aDay } from '../archive.ts';
import {
  EVENT,
  FACTS,
  facts,
  HOSTILE,
  hostileDays,
  hostileEvents,
  hostileFronts,
  hostileTexts,
  SETTINGS,
} from './pages.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Headlines are as long as editors write them, and a title that is cut tells a listener less.
    'long-title': 'off',
  },
});

function problemsOf(html: string): string[] {
  const report = validator.validateStringSync(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (${html.split('\n')[line - 1]?.slice(0, 200)})`),
  );
}

const ELEMENTS = (
  'html head meta title link body a header nav main article section h1 h2 h3 hgroup p ol ul li time bdi span ' +
  'footer'
).split(' ');
const ATTRIBUTES =
  'lang charset name content http-equiv rel href type title class id aria-label aria-labelledby dir datetime'.split(
    ' ',
  );
const TARGET = /^(?:\.{1,2}\/|https?:\/\/|#text$)/i;

/** What a browser would take for markup, and is not ours. */
function foreignMarkup(html: string): string[] {
  const [doctype, ...tags] = html.match(/<[^>]*>?/g) ?? [];
  return [...(doctype === '<!DOCTYPE html>' ? [] : ['no doctype']), ...tags.filter((tag) => !isOurs(tag))];
}

function isOurs(tag: string): boolean {
  const [, name, attributes] = /^<\/?([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>$/.exec(tag) ?? [];
  if (!name || !ELEMENTS.includes(name)) return false;
  return [...(attributes ?? '').matchAll(/ ([a-z-]+)="([^"]*)"/g)].every(
    ([, attribute, value]) =>
      ATTRIBUTES.includes(attribute ?? '') && (attribute !== 'href' || TARGET.test(value ?? '')),
  );
}

describe('the HTML at an address that a page left', () => {
  const leaving = { path: 'news/2031/05/6/old.md', to: 'news/2031/05/7/a-new-one.md' };

  it('goes on by itself, names the new address to search engines, and has a link to it', () => {
    const { path, text } = leftPage(leaving, SETTINGS);
    expect(path).toBe('news/2031/05/6/old.html');
    expect(text).toContain('<meta http-equiv="refresh" content="0; url=../../../../news/2031/05/7/a-new-one.html">');
    expect(text).toContain('<link rel="canonical" href="https://news.example/archive/news/2031/05/7/a-new-one.html">');
    expect(text).toContain('<a href="../../../../news/2031/05/7/a-new-one.html">');
    const nowhere = { ...SETTINGS, site: { url: '', title: '' } };
    expect(leftPage(leaving, nowhere).text).toContain(
      '<link rel="canonical" href="../../../../news/2031/05/7/a-new-one.html">',
    );
  });

  it('is valid, holds no foreign markup and is read back, whatever the names of pages', () => {
    const name = hostileTexts.filter(
      (text) => text.isWellFormed() && !/[/\0]/.test(text) && text !== '' && text !== '.' && text !== '..',
    );
    fc.assert(
      fc.property(name, hostileTexts, fc.constantFrom('', 'https://news.example/archive'), (slug, title, url) => {
        const to = `news/2031/05/7/${slug}.md`;
        const given = { ...SETTINGS, site: { url, title } };
        const { text } = leftPage({ path: 'news/2031/05/6/old.md', to }, given);
        expect(problemsOf(text)).toEqual([]);
        expect(foreignMarkup(text)).toEqual([]);
        expect(leadsTo(text)).toBe(to);
      }),
      { numRuns: 20 },
    );
  });

  it('is told from any other page', () => {
    expect(leadsTo(eventHtml(EVENT, FACTS, SETTINGS))).toBeUndefined();
    expect(
      leadsTo(leftPage(leaving, SETTINGS).text.replace('url=../../../../', 'url=https://evil.example/')),
    ).toBeUndefined();
    expect(leadsTo(leftPage(leaving, SETTINGS).text.replace('a-new-one', '%E0%A4%A'))).toBeUndefined();
  });
});

describe('the list of left addresses', () => {
  const leavings = [
    { path: 'news/2031/05/7/b c.md', to: 'news/2031/05/8/c#1.md' },
    { path: 'news/2031/05/6/a.md', to: 'news/2031/05/8/c.md' },
  ];

  it('has a line for each format of each, in order, from the folder of the site', () => {
    const given: ExportSettings = { ...SETTINGS, formats: ['md', 'html', 'rss'] };
    const { path, text } = redirectsFile(leavings, given);
    expect(path).toBe('_redirects');
    expect(text).toBe(
      '/archive/news/2031/05/6/a.html /archive/news/2031/05/8/c.html 301\n/archive/news/2031/05/6/a.md ' +
        '/archive/news/2031/05/8/c.md 301\n' +
        '/archive/news/2031/05/7/b%20c.html /archive/news/2031/05/8/c%231.html ' +
        '301\n/archive/news/2031/05/7/b%20c.md /archive/news/2031/05/8/c%231.md 301\n',
    );
    expect(leavingsIn(text, given)).toEqual([...leavings].reverse());
    expect(redirectsFile(leavings, { ...given, formats: ['html'], site: { url: '', title: '' } }).text).toMatch(
      /^\/news\/2031\/05\/6\/a.html \/news/,
    );
  });
});

describe('the HTML of pages', () => {
  it('is valid and accessible, whatever the texts', () => {
    fc.assert(
      fc.property(hostileEvents, facts, hostileDays, hostileFronts, (event, known, day, front) => {
        for (const html of [eventHtml(event, known, SETTINGS), dayHtml(day, SETTINGS), frontHtml(front, SETTINGS)])
          expect(problemsOf(html)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('holds no markup but its own, and no link but to the tree and the web', () => {
    fc.assert(
      fc.property(hostileEvents, facts, hostileDays, hostileFronts, (event, known, day, front) => {
        for (const html of [eventHtml(event, known, SETTINGS), dayHtml(day, SETTINGS), frontHtml(front, SETTINGS)])
          expect(foreignMarkup(html)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(HOSTILE)('is valid with %j in every place', (text) => {
    const page = {
      ...EVENT,
      title: `a${text}`,
      kicker: text,
      summary: text,
      sources: [{ name: text, url: text }],
      related: [{ title: text, link: `/news/2018/01/1/${text}.md`, contexts: text }],
    };
    const site = { ...SETTINGS, site: { url: text, title: text } };
    const html = eventHtml(page, { ...FACTS, contexts: [text] }, site);
    expect(problemsOf(html)).toEqual([]);
    expect(foreignMarkup(html)).toEqual([]);
    expect(html).not.toContain('rel="canonical"');
  });

  it('never makes an address that is not of the web one to click', () => {
    for (const url of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
      '//evil.example',
      'http:x',
      'https://',
    ]) {
      const html = eventHtml({ ...EVENT, sources: [{ name: 'A source', url }] }, FACTS, SETTINGS);
      expect(html).toContain('<li><bdi>A source</bdi></li>');
    }
    expect(eventHtml(EVENT, FACTS, SETTINGS)).toContain(
      '<a href="https://bbc.example/a?b=1&amp;c=2" rel="external"><bdi>BBC</bdi></a>',
    );
  });

  it('writes signs that would break an address in a way that does not', () => {
    for (const sign of [' ', '\u2028', '\u3000', '\u200b']) {
      const html = eventHtml(
        { ...EVENT, sources: [{ name: 'A source', url: `http://x.example/${sign}` }] },
        FACTS,
        SETTINGS,
      );
      expect(html).toMatch(/href="http:\/\/x\.example\/(?:%[0-9A-F]{2})+"/);
      expect(problemsOf(html)).toEqual([]);
    }
  });

  it('tells a screen reader of the page in the order of its headings and landmarks', () => {
    const outline = (html: string) =>
      [...html.matchAll(/<(header|nav|main|footer|h[1-6])[ >]/g)].map(([, name]) => name).join(' ');
    expect(outline(eventHtml(EVENT, FACTS, SETTINGS))).toBe('header nav main header h1 h2 h2 h2 h2 nav footer');
    const entry = { kicker: 'K', title: 'T', link: '/news/2018/02/6/t.md', body: 'B' };
    const news = { day: EVENT.day, entries: [entry] };
    expect(outline(dayHtml({ edition: '2018', ...news }, SETTINGS))).toBe('header nav main header h1 h2 nav footer');
    const front = {
      edition: '2018' as const,
      news,
      opinion: entry,
      yesterday: news,
      dayBeforeYesterday: news,
      previous: EVENT.day,
    };
    expect(outline(frontHtml(front, SETTINGS))).toBe('main header h1 h2 h3 h2 h3 h2 h3 h2 h3 nav footer');
  });

  it('leads to its day, the day before, its other formats and the feeds', () => {
    const html = eventHtml(EVENT, FACTS, SETTINGS);
    for (const href of [
      '../../../../news/2018/02/6/index.html',
      '../../../../news/2018/02/5/index.html',
      './a-bridge-opens.md',
      './a-bridge-opens.json',
      './a-bridge-opens.xml',
      '../../../../rss.xml',
      '../../../../atom.xml',
      '../../../../style.css',
      '../../../../news/2017/01/2/a%20bridge,%2050%25%20%C3%A9%3F%23.html',
      'https://news.example/archive/news/2018/02/6/a-bridge-opens.html',
    ])
      expect(html).toContain(`href="${href}"`);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
  });

  it('leads to no format that is not written, and nowhere as canonical without a site', () => {
    const html = eventHtml(EVENT, FACTS, { ...SETTINGS, formats: ['html'], site: { url: '', title: '' } });
    for (const absent of ['a-bridge-opens.md', '.json', '.xml', 'canonical']) expect(html).not.toContain(absent);
    expect(html).toContain('<bdi>Archive</bdi>');
  });

  it('gives the topic of a 2017 title a line of its own', () => {
    const page = { ...EVENT, edition: '2017' as const, kicker: null, title: ' Bridges:A bridge opens' };
    const html = eventHtml(page, FACTS, SETTINGS);
    expect(html).toContain('<p class="kicker" dir="auto">Bridges</p>\n<h1 dir="auto">A bridge opens</h1>');
    expect(html).toContain('<title>Bridges: A bridge opens – The Test &amp; Archive</title>');
    expect(eventHtml({ ...page, title: 'Other:A bridge' }, FACTS, SETTINGS)).toContain(
      '<h1 dir="auto">Other:A bridge</h1>',
    );
  });

  it('shows what a literal reference stands for, and nothing that one could make', () => {
    const html = eventHtml(
      {
        ...EVENT,
        title: '&quot;A&hellip;&quot; &#8217;&eacute;&nbsp;&#146;&bogus;',
        summary: '&lt;script&gt;&amp;lt;',
      },
      FACTS,
      SETTINGS,
    );
    expect(html).toContain('<h1 dir="auto">&quot;A…&quot; ’é\u00a0’&amp;bogus;</h1>');
    expect(html).toContain('<p class="summary" dir="auto">&lt;script&gt;&amp;lt;</p>');
  });

  it('has a page for the first day of all', () => {
    expect(dayHtml({ edition: '2017', day: aDay('0001-01-01'), entries: [] }, SETTINGS)).not.toContain('rel="prev"');
  });
});

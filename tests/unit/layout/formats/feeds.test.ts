import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import Parser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import type { ExportSettings } from '../../../../lib/kernel/newsroom/export-settings.ts';
import { type FeedItem, feedFiles } from '../../../../lib/layout/formats/feeds.ts';
import { aDay } from '../archive.ts';
import { facts, hostileTexts, SETTINGS } from './pages.ts';

const ITEM: FeedItem = {
  path: 'news/2018/02/6/a-bridge-opens.md',
  born: 'news/2018/02/6/a-bridge-opens.md',
  title: 'Ships & <b>bridges</b> &quot;x&quot;',
  summary: 'A <script>alert(1)</script> & more',
  contexts: ['Bridges', 'Boycott, Divestment & Sanctions'],
  published: '2018-02-06T08:00:00Z',
  updated: '2018-02-07T09:30:00Z',
  day: aDay('2018-02-06'),
};
const OLDER: FeedItem = {
  ...ITEM,
  path: 'news/2018/02/5/é #1.md',
  born: 'news/2018/02/5/é #1.md',
  title: 'Older',
  summary: '',
  contexts: [],
  updated: '2018-02-06T08:00:00Z',
};

const items: fc.Arbitrary<FeedItem> = fc
  .tuple(hostileTexts, hostileTexts, facts)
  .map(([title, summary, { contexts, published, updated }]) => ({
    ...ITEM,
    title,
    summary,
    contexts,
    published,
    updated,
  }));

function filesOf(list: readonly FeedItem[], settings: ExportSettings = SETTINGS): { rss: string; atom: string } {
  const files = feedFiles(list, settings);
  expect(files.map(({ path }) => path)).toEqual(['rss.xml', 'atom.xml']);
  return { rss: files[0]?.text ?? '', atom: files[1]?.text ?? '' };
}

/** What XML 1.0 cannot hold. The parsers here would let it pass; strict ones refuse the whole feed. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const xml = new XMLParser({ ignoreAttributes: false, isArray: (name) => ['item', 'entry', 'category'].includes(name) });

describe('the feeds', () => {
  it('are read by a reader of feeds', async () => {
    const { rss, atom } = filesOf([ITEM, OLDER]);
    const [rssFeed, atomFeed] = await Promise.all([new Parser().parseString(rss), new Parser().parseString(atom)]);
    for (const feed of [rssFeed, atomFeed]) {
      expect(feed.title).toBe('The Test & Archive');
      expect(feed.items.map(({ title }) => title)).toEqual(['Ships & <b>bridges</b> "x"', 'Older']);
      expect(feed.items.map(({ link }) => link)).toEqual([
        'https://news.example/archive/news/2018/02/6/a-bridge-opens.html',
        'https://news.example/archive/news/2018/02/5/%C3%A9%20%231.html',
      ]);
      expect(feed.items.map(({ isoDate }) => isoDate)).toEqual([
        '2018-02-06T08:00:00.000Z',
        '2018-02-06T08:00:00.000Z',
      ]);
    }
    expect(rssFeed.items[0]?.guid).toBe('https://news.example/archive/news/2018/02/6/a-bridge-opens');
    expect(rssFeed.items[0]?.categories).toEqual(ITEM.contexts);
    expect(atomFeed.feedUrl).toBe('https://news.example/archive/atom.xml');
  });

  it('have what RSS 2.0 asks for', () => {
    const { rss } = filesOf([ITEM, OLDER]);
    const { '@_version': version, channel } = xml.parse(rss).rss;
    expect(version).toBe('2.0');
    for (const name of ['title', 'link', 'description', 'lastBuildDate']) expect(channel[name], name).not.toBe('');
    expect(channel.lastBuildDate).toBe('Wed, 07 Feb 2018 09:30:00 GMT');
    for (const item of channel.item)
      expect(Object.keys(item)).toEqual(expect.arrayContaining(['title', 'link', 'guid', 'pubDate']));
  });

  it('have what Atom asks for', () => {
    const { feed } = xml.parse(filesOf([ITEM, OLDER]).atom);
    for (const part of [feed, ...feed.entry])
      for (const name of ['id', 'title', 'updated', 'link']) expect(part[name], name).toBeTruthy();
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
    expect(feed.author.name).toBe('The Test & Archive');
    expect(feed.updated).toBe('2018-02-07T09:30:00Z');
    expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(2);
  });

  it('give no reader of HTML a summary that runs', async () => {
    const feed = await new Parser().parseString(filesOf([ITEM]).rss);
    expect(feed.items[0]?.content).toBe('A &lt;script&gt;alert(1)&lt;/script&gt; &amp; more');
  });

  it('are well-formed, whatever the texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(items, { maxLength: 3 }), hostileTexts, async (list, title) => {
        const { rss, atom } = filesOf(list, { ...SETTINGS, site: { url: title, title } });
        for (const text of [rss, atom]) {
          expect(XMLValidator.validate(text)).toBe(true);
          expect(text).not.toMatch(FORBIDDEN);
          expect((await new Parser().parseString(text)).items.length).toBe(list.length);
        }
      }),
    );
  });

  it('lead from the root of the tree where no site is given, and know an event all the same', () => {
    const { atom, rss } = filesOf([ITEM], { ...SETTINGS, formats: ['md', 'rss'], site: { url: '', title: '' } });
    expect(atom).toContain('<id>urn:dateline:news/2018/02/6/a-bridge-opens</id>');
    expect(atom).toContain('<link rel="alternate" type="text/markdown" href="news/2018/02/6/a-bridge-opens.md"/>');
    expect(rss).toContain('<link>news/2018/02/6/a-bridge-opens.md</link>');
  });

  it('are not written where the settings name none, and say the same every time', () => {
    expect(feedFiles([ITEM], { ...SETTINGS, formats: ['md', 'html'] })).toEqual([]);
    expect(feedFiles([], SETTINGS)).toEqual(feedFiles([], SETTINGS));
  });
});

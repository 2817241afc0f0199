import { describe, expect, it } from 'vitest';
import { hasSitemap, sitemapIndex, sitemapMonth } from '../../../../lib/layout/formats/sitemap.ts';
import { SETTINGS } from './pages.ts';
import { schemaProblems } from './xml-schema.ts';

/** The rules of sitemaps.org: whole addresses of at most 2,048 signs, W3C instants, at most 50,000 of them. */
const RULES = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" type="Place" maxOccurs="50000"/></xs:sequence></xs:complexType></xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" type="Place" maxOccurs="50000"/></xs:sequence></xs:complexType></xs:element>
  <xs:complexType name="Place"><xs:sequence>
    <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
      <xs:pattern value="https?://[!-~]+"/>
      <xs:minLength value="12"/><xs:maxLength value="2048"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="lastmod" type="Instant" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:simpleType name="Instant"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
</xs:schema>`;

const ENTRIES = [
  { path: 'news/2018/02/6/index.md' },
  { path: "news/2018/02/6/it's é & <b> 100% #1?.md", updated: '2018-02-06T08:00:00Z' },
  { path: 'news/2018/02/6/a.html', updated: '2018-02-07T08:00:00Z' },
];

describe('the site map', () => {
  it('follows the rules of its protocol', async () => {
    const month = sitemapMonth('2018-02', ENTRIES, SETTINGS);
    const index = sitemapIndex([{ month: '2018-01' }, { month: '2018-02', updated: '2018-02-07T08:00:00Z' }], SETTINGS);
    expect([month.path, index.path]).toEqual(['sitemap/2018-02.xml', 'sitemap.xml']);
    expect(await schemaProblems(RULES, [month.text, index.text])).toEqual([]);
    expect(index.text).toContain(
      '<loc>https://news.example/archive/sitemap/2018-02.xml</loc><lastmod>2018-02-07T08:00:00Z</lastmod>',
    );
  }, 60_000);

  it('lists the HTML of a page, by an address that is one', () => {
    const { text } = sitemapMonth('2018-02', ENTRIES, SETTINGS);
    expect([...text.matchAll(/<loc>([^<]*)</g)].map(([, loc]) => loc)).toEqual([
      'https://news.example/archive/news/2018/02/6/index.html',
      'https://news.example/archive/news/2018/02/6/it%27s%20%C3%A9%20%26%20%3Cb%3E%20100%25%20%231%3F.html',
      'https://news.example/archive/news/2018/02/6/a.html',
    ]);
  });

  it('is there where there are pages of HTML and a site', () => {
    expect(hasSitemap(SETTINGS)).toBe(true);
    expect(hasSitemap({ ...SETTINGS, formats: ['md', 'json'] })).toBe(false);
    expect(hasSitemap({ ...SETTINGS, site: { url: '', title: 'A' } })).toBe(false);
  });
});

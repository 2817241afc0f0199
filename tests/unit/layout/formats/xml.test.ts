import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { PAGE_XSD } from '../../../../lib/layout/formats/schemas/page-xsd.ts';
import { dayXml, eventXml, frontXml } from '../../../../lib/layout/formats/xml-pages.ts';
import { EVENT, FACTS, facts, HOSTILE, hostileDays, hostileEvents, hostileFronts } from './pages.ts';
import { schemaProblems } from './xml-schema.ts';

type Node = Record<string, Node[] | string | Record<string, string>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true,
  alwaysCreateTextNode: true,
});

/** The text of the first element of that name below the root, its control characters put back. */
function textOf(xml: string, name: string): string | undefined {
  const [, root] = parser.parse(xml) as Node[];
  const [children] = Object.values(root ?? {}) as Node[][];
  const found = children?.find((child) => name in child);
  return found && (found[name] as Node[]).map(textPart).join('');
}

function textPart(node: Node): string {
  if ('control' in node)
    return String.fromCharCode(Number.parseInt((node[':@'] as Record<string, string>)['@_code'] ?? '', 16));
  return String(node['#text'] ?? '');
}

describe('the XML of pages', () => {
  it('is well-formed, whatever the texts', () => {
    fc.assert(
      fc.property(hostileEvents, facts, hostileDays, hostileFronts, (event, known, day, front) => {
        for (const xml of [eventXml(event, known), dayXml(day), frontXml(front)])
          expect(XMLValidator.validate(xml)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('follows page.xsd', async () => {
    const pages = fc
      .sample(fc.tuple(hostileEvents, facts, hostileDays, hostileFronts), 60)
      .flatMap(([event, known, day, front]) => [eventXml(event, known), dayXml(day), frontXml(front)]);
    const odd = HOSTILE.map((text) =>
      eventXml(
        { ...EVENT, title: text, slug: text, sources: [{ name: text, url: text }] },
        { ...FACTS, contexts: [text] },
      ),
    );
    expect(await schemaProblems(PAGE_XSD, [...pages, ...odd])).toEqual([]);
  }, 60_000);

  it('is refused by page.xsd where it says something else', async () => {
    const xml = eventXml(EVENT, FACTS);
    for (const wrong of [
      xml.replace('<summary>', '<summery>').replace('</summary>', '</summery>'),
      xml.replace('2018-02-06"', '2018-02-30"'),
      xml.replace('edition="2018"', 'edition="2019"'),
      xml.replace('<title>', '<title><b/>'),
      xml.replace('08:00:00Z', '08:00:00+01:00'),
    ])
      expect((await schemaProblems(PAGE_XSD, [wrong])).length).toBeGreaterThan(0);
  }, 60_000);

  it('keeps every character of a text', () => {
    fc.assert(
      fc.property(hostileEvents, facts, (event, known) => {
        const xml = eventXml(event, known);
        expect(textOf(xml, 'title')).toBe(event.title);
        expect(textOf(xml, 'summary')).toBe(event.summary);
        expect(textOf(xml, 'kicker')).toBe(event.kicker ?? undefined);
        expect(textOf(xml, 'topic')).toBe(known.topic);
      }),
      { numRuns: 500 },
    );
  });

  it('names what XML cannot hold by its code', () => {
    expect(eventXml({ ...EVENT, title: 'a\u0001b\uffffc\rd]]>' }, FACTS)).toContain(
      '<title>a<control code="0001"/>b<control code="FFFF"/>c&#13;d]]&gt;</title>',
    );
  });
});

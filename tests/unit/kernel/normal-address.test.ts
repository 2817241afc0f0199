import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOf, typedDomain, withParents } from '../../../lib/kernel/text/host.ts';
import { isSameAddress, normalAddress } from '../../../lib/kernel/text/normal-address.ts';

const PAGE = 'https://gazette.example/world/bridge?id=7';

describe('one page', () => {
  test.each([
    'http://gazette.example/world/bridge?id=7',
    'HTTPS://WWW.Gazette.Example/world/bridge?id=7',
    '  https://www.gazette.example:443/world/bridge/?id=7  ',
    'http://gazette.example:80/world/bridge?id=7#comments',
    'https://gazette.example./world/bridge?id=7',
    'https://reader:secret@gazette.example/world/bridge?id=7',
    'https://gazette.example/world/bridge?utm_source=feed&id=7&UTM_Medium=rss&fbclid=x&gclid=y',
    'https://gazette.example/world/%62ridge?id=%37',
    'https://gazette.example/world/./old/../bridge?id=7&',
    '\ufeffhttps://gazette.example/world/bri\u00addge\u200b?id=7\u202e',
    'https://gazette.example/world/bridge%E2%80%8B?id=7%c2%ad',
  ])('%s', (written) => expect(normalAddress(written)).toBe(PAGE));

  test('parameters in another order, those of one name in theirs', () => {
    expect(isSameAddress('https://a.example/?b=1&a=2', 'https://a.example/?a=2&b=1')).toBe(true);
    expect(isSameAddress('https://a.example/?a=1&a=2', 'https://a.example/?a=2&a=1')).toBe(false);
    expect(normalAddress('https://a.example/%c3%a9')).toBe(normalAddress('https://a.example/%C3%A9'));
  });

  test.each([
    'https://gazette.example/world/Bridge?id=7',
    'https://gazette.example/world/bridge?id=8',
    'https://gazette.example/world/bridge?ID=7',
    'https://m.gazette.example/world/bridge?id=7',
    'https://gazette.example:8080/world/bridge?id=7',
    'https://gazette.example/world/bridge?id=7#!/live',
  ])('is not %s', (written) => expect(isSameAddress(written, PAGE)).toBe(false));

  test.each([
    '',
    'gazette.example',
    'javascript:alert(1)',
    'ftp://gazette.example/',
    'https://',
    'https://[1]/',
    'mailto:a@b',
  ])('“%s” is none', (written) => {
    expect(normalAddress(written)).toBeUndefined();
    expect(isSameAddress(written, written)).toBe(false);
  });
});

const piece = fc.constantFrom(
  'a',
  'b=1',
  'B=2',
  'utm_x=1',
  '',
  'b=0',
  'a%41=%2f',
  '%2e%2E',
  '=',
  'é',
  'fbclid',
  'x=%zz',
  '%',
);
const odd = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTP'),
    host: fc.constantFrom(
      'www.x.example',
      'www.www.example',
      'www.com',
      'X.example.',
      'bücher.example',
      '127.1',
      '[::1]',
      'www.x',
      'u:p@x.example',
    ),
    port: fc.constantFrom('', ':80', ':443', ':8080'),
    path: fc.array(fc.constantFrom('/', '//', '/a', '/%2e%2e', '/.', '/%61', '/%2f', '/é', '/a;b'), { maxLength: 4 }),
    query: fc.array(piece, { maxLength: 5 }),
    hash: fc.constantFrom('', '#a', '#!', '#!/b/', '#!%41'),
  })
  .map(
    ({ scheme, host, port, path, query, hash }) =>
      `${scheme}://${host}${port}${path.join('')}${query.length ? `?${query.join('&')}` : ''}${hash}`,
  );

test('the normal form of a normal form is itself, and no http address is without one', () => {
  fc.assert(
    fc.property(fc.oneof(odd, fc.webUrl({ withQueryParameters: true, withFragments: true })), (written) => {
      const normal = normalAddress(written);
      expect(normal).toBeDefined();
      expect(normalAddress(normal ?? '')).toBe(normal);
      expect(normal).not.toMatch(/[\s<>]/);
    }),
    { numRuns: 3000 },
  );
});

test('nothing throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => void [normalAddress(text), normalAddress(`https://${text}`), hostOf(text), typedDomain(text)],
    ),
  );
});

test.each([
  ['edition.cnn.com', ['edition.cnn.com', 'cnn.com']],
  ['bbc.co.uk', ['bbc.co.uk', 'co.uk']],
  ['127.0.0.1', ['127.0.0.1']],
  ['[::1]', ['[::1]']],
  ['localhost', ['localhost']],
])('%s and the names above it', (host, names) => expect(withParents(host)).toEqual(names));

test.each([
  ['BBC.co.uk', 'bbc.co.uk'],
  ['https://www.bbc.co.uk/news?x', 'bbc.co.uk'],
  [' news.bbc.co.uk ', 'news.bbc.co.uk'],
  ['bbc', undefined],
  ['127.0.0.1', undefined],
  ['', undefined],
  ['a b.com', undefined],
])('“%s” as a domain', (typed, domain) => expect(typedDomain(typed)).toBe(domain));

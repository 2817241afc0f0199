import { expect, test } from 'vitest';
import { proposedPublisher } from '../../../lib/sources/rules/publisher.ts';

test.each([
  ['http://www.bbc.co.uk/news/world-21088440', 'BBC'],
  ['http://news.bbc.co.uk/2/hi/1.stm', 'BBC'],
  ['https://m.dawn.com/news/1', 'Dawn'],
  ['https://edition.cnn.com/2013/01/19/x/index.html', 'CNN'],
  ['https://uk.reuters.com/article/1', 'Reuters'],
  ['https://timesofindia.indiatimes.com/1', 'The Times of India'],
  ['https://www.the-star.co.ke/news', 'The Star'],
  ['https://www.nation.co.ke/news', 'Nation'],
  ['https://rfi.fr/a', 'RFI'],
  ['HTTPS://WWW.NYTIMES.COM/x', 'The New York Times'],
  ['https://m.com/x', 'M'],
])('%s proposes %s', (address, name) => {
  expect(proposedPublisher(address)).toBe(name);
});

test.each([
  '',
  'bbc.co.uk',
  'javascript:alert(1)',
  'http://',
  'http://127.0.0.1/x',
  'http://[::1]/',
  'http://localhost/x',
  'https://xn--80ak6aa92e.com/',
  'https://constructor/',
])('%s proposes nothing', (address) => {
  expect(proposedPublisher(address)).toBeUndefined();
});

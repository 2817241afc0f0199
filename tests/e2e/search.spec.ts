import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, test } from './newsroom.ts';

const WIDTHS = [
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

/** A word for each look that no other entry has. */
const WORDS: Readonly<Record<string, string>> = {
  'a desktop, light': 'quornberry',
  'a desktop, dark': 'brindlemoor',
  'a phone, light': 'ospreling',
  'a phone, dark': 'tamarwold',
};

async function draft(page: Page, headline: string, summary: string, contexts: number[] = []): Promise<void> {
  const sources = [{ name: 'Zeppelin Gazette', url: 'https://gazette.example/zeppelin' }];
  const answer = await page.request.post(at('/api/v1/entries'), {
    data: { day: '2034-05-06', topic: '', headline, summary, sources, contexts, related: [] },
  });
  expect(answer.status()).toBe(201);
}

/** Entries are learned behind their saves. */
async function isLearned(page: Page, q: string, count: number): Promise<void> {
  await expect(async () => {
    const answer = await page.request.get(at(`/api/v1/entries/facets?${new URLSearchParams({ q, exact: 'true' })}`));
    expect(((await answer.json()) as { total: number }).total).toBe(count);
  }).toPass({ timeout: 60_000, intervals: [250] });
}

for (const [device, viewport] of WIDTHS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`on ${device}, ${colorScheme}: words are marked, filters narrow, and what is misspelled is found`, async ({
      browser,
    }) => {
      const page = await as(browser, 'editor', { viewport, colorScheme });
      const word = WORDS[`${device}, ${colorScheme}`] ?? '';
      const misspelled = word.replace(/(...)(.)(.)/, '$1$3$2');
      const made = await page.request.post(at('/api/v1/contexts'), { data: { name: word.toUpperCase() } });
      expect(made.status()).toBe(201);
      const { id } = (await made.json()) as { id: number };
      await draft(page, `The ${word} réturns`, 'It had been away.', [id]);
      await draft(page, `A second ${word}`, 'Nobody expected it.');
      await isLearned(page, word, 2);

      await page.goto(at('/search'));
      await page.getByLabel('Search for', { exact: true }).fill(`${word} return`);
      await page.keyboard.press('Enter');
      await expect(
        page.getByRole('listitem').filter({ has: page.locator('mark', { hasText: 'réturns' }) }),
      ).toBeVisible();
      await expectAccessible(page, 'search with marks');
      await expectNoSidewaysScrolling(page);

      await page.goto(at(`/search?q=${misspelled}`));
      await expect(page.getByText(`No entries match “${misspelled}”.`)).toBeVisible();
      await expect(page.locator('[data-listed]')).toHaveCount(2);
      await expectAccessible(page, 'search of a misspelled word');
      await page.getByRole('link', { name: /^Search for exactly/ }).click();
      await expect(page).toHaveURL(/exact=true/);
      await expect(page.getByText('Try fewer words, or just the start of one.')).toBeVisible();

      await page.goto(at(`/search?q=${word}`));
      if (device === 'a phone') await page.getByRole('button', { name: /^Filters/ }).click();
      await expect(page.getByRole('region', { name: 'Counts' }).getByRole('status')).toHaveText('2 entries');
      await expectAccessible(page, 'counts');
      await page.getByRole('region', { name: 'Counts' }).getByRole('link', { name: word.toUpperCase() }).click();
      await expect(page).toHaveURL(new RegExp(`contexts=${id}`));
      await expect(page.locator('[data-listed]')).toHaveCount(1);
      await page.getByRole('link', { name: new RegExp(`^${word.toUpperCase()} ?: remove filter`) }).click();
      await expect(page.locator('[data-listed]')).toHaveCount(2);
    });
  }
}

test('the keyboard searches, goes through the list and opens; a context is chosen as one types', async ({
  browser,
}) => {
  const page = await as(browser, 'editor', { viewport: { width: 1280, height: 800 } });
  const made = await page.request.post(at('/api/v1/contexts'), { data: { name: 'Marblewhale of Avila' } });
  const { id } = (await made.json()) as { id: number };
  await draft(page, 'The marblewhale surfaces', 'Off Avila.', [id]);
  await draft(page, 'The marblewhale dives', 'Off Avila.', [id]);
  await isLearned(page, 'marblewhale', 2);
  await page.goto(at('/'));
  await page.keyboard.press('/');
  const words = page.getByLabel('Search for', { exact: true });
  await expect(words).toBeFocused();
  await page.keyboard.type('marblew');
  await expect(page.getByRole('option', { name: /Marblewhale of Avila/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(at('/search?q=marblew'));
  await expect(page.locator('[data-listed]')).toHaveCount(2);
  await words.evaluate((field) => field.blur());
  await page.keyboard.press('j');
  await expect(page.locator('[data-listed-title]').nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.locator('[data-listed-title]').nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/entries\/\d+$/);

  await page.goto(at('/search'));
  await words.fill('marblew');
  await expect(page.getByRole('option', { name: /Marblewhale of Avila/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(at(`/search?contexts=${id}`));
  await expect(page.locator('[data-listed]')).toHaveCount(2);
});

test('an address that is not quite right is answered, not ignored', async ({ browser }) => {
  const page = await as(browser, 'editor');
  await page.goto(at('/search?from=foo'));
  await expect(page.getByRole('alert').filter({ hasText: '“from” is not a valid day. Use YYYY-MM-DD.' })).toBeVisible();
  await expectAccessible(page, 'search with a wrong address');
  const { items } = (await (
    await page.request.get(at('/api/v1/entries?state=published&sort=oldest&limit=1'))
  ).json()) as { items: { day: string }[] };
  const [year = '', month = '', day = ''] = items[0]?.day.split('-') ?? [];
  const readable = at(`/news/${year}/${month}/${Number(day)}`);
  for (const written of [`${year}/${month}/${day}`, `${year}/${month}`, year]) {
    await page.goto(at(`/news/${written}`));
    await expect(page).toHaveURL(readable);
  }
});

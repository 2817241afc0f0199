import type { Page } from '@playwright/test';
import { at, expect, type Role } from './newsroom.ts';

/** A screen in a state: where it is, its first heading, who looks, and what is done there before it is looked at. */
export type Screen = {
  name: string;
  place: string;
  heading: RegExp;
  as?: Role;
  act?: (page: Page) => Promise<void>;
  only?: 'desktop' | 'phone';
};

const dialog = (page: Page) => expect(page.getByRole('dialog').first()).toBeVisible();

/** Opens the first entry of the list of entries that is like this. */
const firstOf = (state: string, act: (page: Page, entry: string) => Promise<void>) => async (page: Page) => {
  await page.goto(at(`/search?state=${state}`));
  const href = await page.locator('[data-listed-title]').first().getAttribute('href');
  await act(page, href?.split('/').at(-1) ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
};

/** Every screen and state that people can reach. A new screen is one more line. */
export const SCREENS: readonly Screen[] = [
  { name: 'desk', place: '/', heading: /Desk/ },
  { name: 'desk of an editor', place: '/', heading: /Desk/, as: 'editor' },
  { name: 'desk of a reviewer', place: '/', heading: /Desk/, as: 'reviewer' },
  { name: 'notices', place: '/notices', heading: /Notices/ },
  { name: 'unread notices', place: '/notices?unread=true&kind=changes-requested', heading: /Notices/ },
  { name: 'search', place: '/search', heading: /Search/ },
  { name: 'search that finds nothing', place: '/search?q=zzzzzzzz', heading: /Search/ },
  {
    name: 'search with words, filters and counts',
    place: '/search?q=the&state=published&sort=oldest&from=2000-01-01',
    heading: /Search/,
    act: async (page) => expect(page.locator('mark').first()).toBeVisible(),
  },
  {
    name: 'filters of the search on a phone',
    place: '/search?q=the',
    heading: /Search/,
    only: 'phone',
    act: async (page) => {
      await page.getByRole('button', { name: /^Filters/ }).click();
      await dialog(page);
      await expect(page.getByRole('region', { name: 'Counts' }).getByRole('status')).toBeVisible();
    },
  },
  {
    name: 'search with a selection',
    place: '/search?state=in-review',
    heading: /Search/,
    act: async (page) => {
      await page
        .getByRole('checkbox', { name: /^Select / })
        .first()
        .check();
      await expect(page.getByText('1 selected')).toBeVisible();
    },
  },
  {
    name: 'sending many back',
    place: '/search?state=in-review',
    heading: /Search/,
    act: async (page) => {
      await page.getByRole('button', { name: 'Select all on this page' }).click();
      await page.getByRole('button', { name: /^Request changes/ }).click();
      await dialog(page);
    },
  },
  {
    name: 'saving a search',
    place: '/search?state=draft',
    heading: /Search/,
    act: async (page) => {
      await page.getByRole('button', { name: 'Save this search' }).click();
      await dialog(page);
    },
  },
  {
    name: 'command palette',
    place: '/',
    heading: /Desk/,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('20 jan 2013');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    place: '/calendar',
    heading: /\d{4}/,
    act: async (page) => {
      await page.keyboard.press('?');
      await dialog(page);
    },
  },
  {
    name: 'navigation on a phone',
    place: '/',
    heading: /Desk/,
    only: 'phone',
    act: async (page) => {
      await page.getByRole('button', { name: 'Open navigation' }).click();
      await dialog(page);
    },
  },
  { name: 'calendar', place: '/calendar', heading: /\d{4}/ },
  { name: 'day', place: '/days/2032-02-03', heading: /3 February 2032/ },
  { name: 'day of the sample', place: '/days/2024-03-04', heading: /4 March 2024/ },
  { name: 'day without entries', place: '/days/1999-12-31', heading: /31 December 1999/ },
  { name: 'a day that does not exist', place: '/days/2013-02-30', heading: /No such day/ },
  { name: 'new entry', place: '/entries/new?day=2032-02-05', heading: /New entry/ },
  {
    name: 'draft',
    place: '/',
    heading: /./,
    act: firstOf('draft', async (page, entry) => void (await page.goto(at(`/entries/${entry}`)))),
  },
  {
    name: 'published entry',
    place: '/',
    heading: /./,
    act: firstOf('published', async (page, entry) => void (await page.goto(at(`/entries/${entry}`)))),
  },
  {
    name: 'history',
    place: '/',
    heading: /./,
    act: firstOf('published', async (page, entry) => void (await page.goto(at(`/entries/${entry}/history`)))),
  },
  { name: 'queue', place: '/review', heading: /review/i },
  {
    name: 'review',
    place: '/',
    heading: /./,
    act: firstOf('in-review', async (page, entry) => void (await page.goto(at(`/review/${entry}`)))),
  },
  { name: 'contexts', place: '/contexts', heading: /Contexts/ },
  { name: 'contexts that need care', place: '/contexts/attention', heading: /Contexts that need attention/ },
  { name: 'sources', place: '/sources', heading: /Sources/ },
  { name: 'publishers', place: '/sources/publishers', heading: /Publishers/ },
  { name: 'exports', place: '/exports', heading: /Exports/ },
  { name: 'new target', place: '/exports/targets/new', heading: /New target/ },
  { name: 'imports', place: '/imports', heading: /Imports/ },
  { name: 'import-issues', place: '/import-issues', heading: /Import issues/ },
  { name: 'people', place: '/admin/people', heading: /People/ },
  { name: 'tokens', place: '/admin/tokens', heading: /Tokens/ },
  { name: 'audit', place: '/admin/audit', heading: /Audit/ },
  { name: 'settings', place: '/admin/settings', heading: /Settings/ },
  { name: 'health', place: '/admin/health', heading: /Health/ },
  { name: 'account', place: '/account', heading: /account/i },
  { name: 'a page that does not exist', place: '/nowhere', heading: /not|No/ },
];

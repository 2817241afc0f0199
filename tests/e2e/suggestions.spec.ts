import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, test } from './newsroom.ts';

const DAY = '2036-03-04';
const FIELDS = {
  day: DAY,
  topic: '',
  headline: '',
  summary: '',
  sources: [],
  contexts: [] as number[],
  related: [] as { entry: number }[],
};
/** A pause in typing, and the answer. */
const SOON = { timeout: 60_000 };
/** The worker reads what was published behind everything else. */
const LEARNED = { timeout: 120_000 };

type Fields = typeof FIELDS;
type Suggestions = Record<'contexts' | 'related' | 'duplicates', { name?: string; headline?: string }[]>;

const form = (page: Page) => page.getByRole('form', { name: 'Entry' });
const field = (page: Page, label: string) => form(page).getByLabel(label, { exact: true });
const contexts = (page: Page) => page.getByRole('toolbar', { name: 'Suggested contexts' });
const related = (page: Page) => page.getByRole('toolbar', { name: 'Suggested related entries' });
const add = (page: Page, name: string) => page.getByRole('button', { name: `Add ${name}`, exact: true });
const chosen = (page: Page, name: string) => form(page).getByRole('button', { name: `Remove ${name}`, exact: true });
const saved = (page: Page) => expect(page.locator('[data-part="saved"]')).toContainText(/Saved \d\d:\d\d/, SOON);
const idOf = (page: Page) => Number(page.url().split('/').at(-1));

async function post<T>(page: Page, path: string, data: object = {}): Promise<T> {
  const answer = await page.request.post(at(`/api/v1${path}`), { data });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function get<T>(page: Page, path: string): Promise<T[]> {
  return ((await (await page.request.get(at(`/api/v1${path}`))).json()) as { items: T[] }).items;
}

/** A context of this name: after a failure, another worker begins where the last one was. */
async function contextNamed(page: Page, name: string): Promise<number> {
  const there = (await get<{ id: number; name: string }>(page, `/contexts?q=${name}`)).find((one) => one.name === name);
  return there?.id ?? (await post<{ id: number }>(page, '/contexts', { name })).id;
}

/** Opens an entry, and gives a sign of life, for which the help waits. */
async function open(page: Page, entry: number): Promise<void> {
  await page.goto(at(`/entries/${entry}`));
  await page.mouse.move(5, 5);
}

const draft = (page: Page, fields: Partial<Fields>) =>
  post<{ entry: number; hash: string }>(page, '/entries', { ...FIELDS, ...fields });

async function publish(editor: Page, reviewer: Page, fields: Partial<Fields>): Promise<number> {
  const [there] = await get<{ id: number }>(
    editor,
    `/entries/titles?published=true&day=${fields.day}&q=${fields.headline}`,
  );
  if (there) return there.id;
  const { entry, hash } = await draft(editor, fields);
  await post(editor, `/entries/${entry}/submit`);
  await post(reviewer, `/entries/${entry}/approve`, { hash, farDayConfirmed: true });
  return entry;
}

/** Waits until the archive proposes this for such a text. */
function proposed(page: Page, headline: string, kind: keyof Suggestions, name: string) {
  const ask = async () =>
    (await post<Suggestions>(page, '/suggest', { date: DAY, headline }))[kind].map((one) => one.name ?? one.headline);
  return expect.poll(ask, LEARNED).toContain(name);
}

type Known = { ferry: number; harbour: number; sails: number };

/** An archive in which a ferry and a harbour are known. */
let known: Promise<Known> | undefined;

test.beforeAll(async ({ browser }) => {
  const [editor, reviewer] = await Promise.all([as(browser, 'editor'), as(browser, 'reviewer')]);
  const [ferry, harbour] = [
    await contextNamed(editor, 'Quillfeather Ferry'),
    await contextNamed(editor, 'Marlspike Harbour'),
  ];
  const sails = await publish(editor, reviewer, {
    headline: 'The Quillfeather Ferry sails again from Marlspike Harbour',
    contexts: [ferry, harbour],
    day: '2036-03-02',
  });
  await publish(editor, reviewer, {
    headline: 'Dockers of Marlspike Harbour strike over night shifts',
    contexts: [harbour],
    day: '2036-03-01',
  });
  const text = 'Fog keeps the Quillfeather Ferry in Marlspike Harbour';
  await proposed(editor, text, 'contexts', 'Quillfeather Ferry');
  await proposed(editor, text, 'related', 'The Quillfeather Ferry sails again from Marlspike Harbour');
  known = Promise.resolve({ ferry, harbour, sails });
});

test('contexts are proposed while one types', async ({ browser }) => {
  const page = await as(browser, 'editor');
  await page.goto(at(`/entries/new?day=${DAY}`));
  await field(page, 'Headline').pressSequentially('Fog keeps the Quillfeather Ferry in Marlspike Harbour');
  await expect(add(page, 'Quillfeather Ferry')).toBeVisible(SOON);
  await expect(add(page, 'Marlspike Harbour')).toHaveAccessibleDescription(/\w/);
  await expect(field(page, 'Headline')).toBeFocused();

  const number = (await add(page, 'Quillfeather Ferry').locator('kbd').textContent()) ?? '';
  await page.keyboard.press(`Alt+${number}`);
  await expect(chosen(page, 'Quillfeather Ferry')).toBeVisible();
  await expect(add(page, 'Quillfeather Ferry')).toHaveCount(0);
  await expect(field(page, 'Headline')).toBeFocused();
  await expect(field(page, 'Headline')).toHaveValue('Fog keeps the Quillfeather Ferry in Marlspike Harbour');

  await add(page, 'Marlspike Harbour').focus();
  await expect(contexts(page).locator('xpath=preceding-sibling::p[1]')).toContainText('Marlspike Harbour:');
  await page.keyboard.press('Delete');
  await expect(add(page, 'Marlspike Harbour')).toHaveCount(0);
  await saved(page);
  const entry = idOf(page);
  await expect
    .poll(
      async () =>
        (
          await post<Suggestions>(page, '/suggest', { date: DAY, headline: 'Fog in Marlspike Harbour', entry })
        ).contexts.map(({ name }) => name),
      SOON,
    )
    .not.toContain('Marlspike Harbour');
  await open(page, idOf(page));
  await expect(chosen(page, 'Quillfeather Ferry')).toBeVisible();
  await expect(related(page).getByRole('button', { name: /^Add / }).first()).toBeVisible(SOON);
  await expect(add(page, 'Marlspike Harbour')).toHaveCount(0);
});

test('what was refused can be proposed again at once, and all likely ones come with one key', async ({ browser }) => {
  const page = await as(browser, 'editor');
  const { entry } = await draft(page, { headline: 'The Quillfeather Ferry rams a quay of Marlspike Harbour' });
  await open(page, entry);
  await page.getByRole('button', { name: 'Dismiss Marlspike Harbour' }).click();
  await expect(add(page, 'Marlspike Harbour')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(add(page, 'Marlspike Harbour')).toBeVisible();
  const likely = page.getByRole('button', { name: /^Add the .*likely/ });
  await expect(likely).toBeVisible();
  await field(page, 'Summary').focus();
  await page.keyboard.press('Alt+Enter');
  await expect(chosen(page, 'Marlspike Harbour')).toBeVisible();
  await expect(likely).toHaveCount(0);
  await expect(field(page, 'Summary')).toHaveValue('');
  await saved(page);
});

test('proposals are one stop of the Tab key; arrows go through them, and the focus goes on when one leaves', async ({
  browser,
}) => {
  const page = await as(browser, 'editor');
  const { entry } = await draft(page, {
    headline: 'A gull steals a flag off the Quillfeather Ferry in Marlspike Harbour',
  });
  await open(page, entry);
  const buttons = contexts(page).getByRole('button', { name: /^Add / });
  await expect(buttons.first()).toBeVisible(SOON);
  await expect(contexts(page).locator('button[tabindex="0"]')).toHaveCount(1);
  await buttons.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(buttons.nth(1)).toBeFocused();
  await page.keyboard.press('Home');
  const [first, second] = await Promise.all([0, 1].map((one) => buttons.nth(one).getAttribute('aria-label')));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: second ?? '', exact: true })).toBeFocused();
  await expect(page.getByRole('button', { name: first ?? '', exact: true })).toHaveCount(0);
});

test('related entries are suggested with a reason, added at the end, dismissed for good', async ({ browser }) => {
  const [page, { ferry, sails }] = [await as(browser, 'editor'), (await known) as Known];
  const { entry } = await draft(page, { headline: 'The Quillfeather Ferry is sold', contexts: [ferry] });
  await open(page, entry);
  const title = 'The Quillfeather Ferry sails again from Marlspike Harbour';
  await expect(add(page, title)).toHaveAccessibleDescription(
    /2 March 2036 · .*Quillfeather Ferry.*2 days earlier/,
    SOON,
  );
  await add(page, title).click();
  await expect(form(page).getByRole('group', { name: 'Related entries' }).getByRole('listitem')).toContainText(title);
  await expect(add(page, title)).toHaveCount(0);
  const other = await draft(page, { headline: 'The Quillfeather Ferry is painted', contexts: [ferry] });
  await open(page, other.entry);
  await add(page, title).focus();
  await page.keyboard.press('Delete');
  await expect(add(page, title)).toHaveCount(0);
  await expect
    .poll(
      async () =>
        (
          await post<Suggestions>(page, '/suggest', {
            date: DAY,
            headline: 'The Quillfeather Ferry is painted',
            entry: other.entry,
          })
        ).related.map(({ headline }) => headline),
      SOON,
    )
    .not.toContain(title);
  await open(page, idOf(page));
  await expect(contexts(page)).toBeVisible();
  await expect(add(page, title)).toHaveCount(0);

  const [reviewer] = [await as(browser, 'reviewer')];
  await publish(page, reviewer, {
    headline: 'A captain recalls the year of the ferry',
    related: [{ entry: sails }],
    day: '2036-03-03',
  });
  await open(page, sails);
  const back = page.getByRole('button', { name: 'Link back to A captain recalls the year of the ferry' });
  await back.click();
  await expect(form(page).getByRole('group', { name: 'Related entries' }).getByRole('listitem').last()).toContainText(
    'A captain recalls',
  );
  await expect(back).toHaveCount(0);
});

test('an entry that may be the same is named calmly and stops no save', async ({ browser }) => {
  const page = await as(browser, 'editor');
  const headline = 'The Quillfeather Ferry sails again from Marlspike Harbour, at last';
  await page.goto(at('/entries/new?day=2036-03-02'));
  await field(page, 'Headline').pressSequentially(headline);
  const notice = page.getByRole('button', { name: /^May be a duplicate:/ });
  await expect(notice).toContainText('The Quillfeather Ferry sails again', SOON);
  await saved(page);
  await notice.click();
  await expect(page.getByRole('link', { name: 'Open', exact: true }).first()).toHaveAttribute('target', '_blank');
  await expect(page.getByRole('button', { name: 'Merge into it' }).first()).toBeVisible();
  await expectAccessible(page, 'a likely duplicate');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.locator('#help-duplicates')).toContainText('Submitted, but may be a duplicate:', SOON);
  for (const refuse = page.getByRole('button', { name: 'Not the same' }); (await refuse.count()) > 0; )
    await refuse.first().click();
  await expect(page.getByRole('button', { name: /may be a duplicate:/i })).toHaveCount(0);
  await expect
    .poll(
      async () =>
        (await post<Suggestions>(page, '/suggest', { date: '2036-03-02', headline, entry: idOf(page) })).duplicates,
      SOON,
    )
    .toEqual([]);
  await open(page, idOf(page));
  await expect(page.getByText('No likely duplicates.')).toBeVisible(SOON);
});

test('a context that looks like one that is there is shown beside it before it is made', async ({ browser }) => {
  const page = await as(browser, 'editor');
  const { entry } = await draft(page, { headline: 'A second spelling' });
  await open(page, entry);
  const search = form(page).getByRole('combobox', { name: 'Contexts' });
  await search.fill('Marlspike Harbours');
  await page.getByRole('option', { name: 'Create context “Marlspike Harbours”' }).click();
  await expect(page.getByText('“Marlspike Harbours” may already exist. Use it:')).toBeVisible();
  await expect(page.getByRole('option', { name: 'Create “Marlspike Harbours” anyway' })).toBeVisible();
  await expectAccessible(page, 'a name that looks like another');
  await page.getByRole('option', { name: /^Marlspike Harbour/ }).click();
  await expect(chosen(page, 'Marlspike Harbour')).toBeVisible();
});

test('a new context is made by the first save of its entry, not before', async ({ browser }) => {
  const page = await as(browser, 'editor');
  const name = 'Parrots of Tormentil';
  const made = async () => (await get<{ name: string }>(page, `/contexts?q=${name}`)).map((one) => one.name);
  await page.goto(at(`/entries/new?day=${DAY}`));
  await field(page, 'Contexts').fill(name);
  await page.getByRole('option', { name: `Create context “${name}”` }).click();
  await expect(chosen(page, name)).toBeVisible();
  expect(await made()).toEqual([]);
  await field(page, 'Headline').fill('مُحَمَّد الثاني يزور القاهرة!');
  expect(await field(page, 'Headline').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  await saved(page);
  await expect.poll(made).toEqual([name]);
  await page.reload();
  await expect(chosen(page, name)).toBeVisible();
});

for (const { width, height, scheme } of [
  { width: 1280, height: 1600, scheme: 'light' },
  { width: 390, height: 2400, scheme: 'dark' },
] as const) {
  test(
    `nothing that one reads moves when proposals come, and everybody can use them: ${width} wide, ` + `${scheme}`,
    async ({ browser }) => {
      const page = await as(browser, 'editor', { viewport: { width, height }, colorScheme: scheme });
      await page.addInitScript((wanted) => localStorage.setItem('mantine-color-scheme-value', wanted), scheme);
      const { entry } = await draft(page, { headline: 'Untitled', day: '2036-03-02' });
      await open(page, entry);
      await expect(contexts(page)).toBeVisible();
      await field(page, 'Headline').fill('The Quillfeather');
      await saved(page);
      const boxes = () =>
        Promise.all(
          ['Headline', 'Summary', 'Contexts', 'Search the archive for a related entry'].map((label) =>
            field(page, label).first().boundingBox(),
          ),
        );
      const before = await boxes();
      await page.evaluate(() => {
        const moved: string[] = [];
        Object.assign(window, { moved });
        new PerformanceObserver((list) => {
          for (const { sources } of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[])
            for (const { node } of sources)
              if (node instanceof Element && node.closest('form[aria-label="Entry"]'))
                moved.push(node.outerHTML.slice(0, 120));
        }).observe({ type: 'layout-shift' });
      });
      await field(page, 'Headline').pressSequentially(' Ferry sails again');
      await expect(add(page, 'Quillfeather Ferry')).toBeVisible(SOON);
      await expect(related(page).getByRole('button', { name: /^Add / }).first()).toBeVisible(SOON);
      await expect(page.locator('#help-duplicates')).not.toBeEmpty();
      // A field that grows with its text is rounded to whole pixels.
      for (const [at, box] of (await boxes()).entries())
        expect(Math.abs((box?.y ?? 0) - (before[at]?.y ?? 0))).toBeLessThanOrEqual(1);
      expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
      await expectAccessible(page, `the editor with proposals, ${scheme}`);
      await expectNoSidewaysScrolling(page);
    },
  );
}

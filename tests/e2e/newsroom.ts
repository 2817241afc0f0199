import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';

/** The people of the newsroom under test. */
export const PEOPLE = {
  admin: { name: 'Ada Admin', email: 'ada@example.org', password: 'lanterns over the harbour' },
  editor: { name: 'Edda Editor', email: 'edda@example.org', password: 'ferries in the evening' },
  reviewer: { name: 'Rui Reviewer', email: 'rui@example.org', password: 'a quiet lighthouse keeper' },
} as const;

export type Role = keyof typeof PEOPLE;

/** The address of a page of the site. */
export const at = (place: string) => `${process.env['E2E_ADDRESS']}${place}`;

const stateOf = (role: Role) => path.join(process.env['E2E_HOME'] ?? '', `${role}.json`);

/** Signs in by the form. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto(at('/sign-in'));
  await page.getByLabel('Email').fill(PEOPLE[role].email);
  await page.getByLabel('Password').first().fill(PEOPLE[role].password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await arrivesAtDesk(page);
}

/** Waits for the desk, which whoever comes in sees first, until it hears keys. */
export async function arrivesAtDesk(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Desk');
  await heard(page);
}

/** Keeps the session of a page for the tests that follow. */
export async function keepSession(page: Page, role: Role): Promise<void> {
  await page.context().storageState({ path: stateOf(role) });
}

/** A page in a browser of its own, signed in as `role`. */
export function as(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  return visitor(browser, { storageState: stateOf(role), ...options });
}

/** A page in a browser of its own, where nobody is signed in. */
export async function visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  watch(context);
  const page = await context.newPage();
  const { goto, reload } = page;
  page.goto = async (...call) => {
    const answer = await goto.apply(page, call);
    await heard(page);
    return answer;
  };
  page.reload = async (...call) => {
    const answer = await reload.apply(page, call);
    await heard(page);
    return answer;
  };
  return page;
}

/**
 * Waits until a page hears keys: its scripts took over whatever the server had written, and have nothing left to do.
 */
async function heard(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const alive = (element: Element) => Object.keys(element).some((key) => key.startsWith('__react'));
    return (
      !('__next_f' in window) ||
      [...document.querySelectorAll(':is(header, nav, main) :is(a, button, input, textarea)')].every(alive)
    );
  });
  await page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((resolve) => requestIdleCallback(resolve));
  });
}

/** Waits until nothing fades or slides any more: half-faded words have too little contrast. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const running = () =>
      document
        .getAnimations()
        .filter(
          (one) =>
            one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
        );
    await frame();
    await frame();
    while (running().length > 0) await Promise.allSettled(running().map((one) => one.finished));
  });
}

/** Keeps a picture of a whole page for whoever looks at the screens after a run. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({
    fullPage: true,
    path: path.join(import.meta.dirname, '../../test-results/screens', `${name}.png`),
  });
}

/**
 * Nothing that axe finds on the page once it is at rest. What is gone at a later look was something that still faded.
 * No page has a frame of another origin, so axe runs in the page itself, which takes a third of the time.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await expect(async () => {
    await atRest(page);
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await axe.analyze();
    expect(
      violations.map((one) => `${what}: ${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
    ).toEqual([]);
  }).toPass({ timeout: 60_000, intervals: [500] });
}

/** The navigation slides away when a window narrows: only what stays too wide is wrong. */
export async function expectNoSidewaysScrolling(page: Page, what = page.url()): Promise<void> {
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(wider, { message: `${what} is wider than its window` }).toBeLessThanOrEqual(0);
}

/** Answers the question that is before a deed, by Enter. */
export async function sayYes(page: Page, yes: string): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('button', { name: yes, exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
}

const faults: string[] = [];

/**
 * Notes what goes wrong in the pages of a context: an uncaught error, or something that the site's own policy keeps
 * out.
 */
function watch(context: BrowserContext): void {
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => message.text().includes('Content Security Policy') && faults.push(message.text()));
}

/** Tests that fail where a page that they watched did, and that leave no page open behind them. */
export const test = base.extend<{ faults: undefined; left: undefined }>({
  faults: [
    async ({ context }, use) => {
      watch(context);
      faults.length = 0;
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  left: [
    async ({ browser, context }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((open) => (open === context ? undefined : open.close())));
    },
    { auto: true },
  ],
});

export { expect };

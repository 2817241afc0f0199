import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, keepPicture, test } from './newsroom.ts';
import { SCREENS } from './screens.ts';

const DESKTOP = { width: 1280, height: 800 };
/** The width of that window at 200 % zoom. */
const ZOOMED = { width: 640, height: 450 };

/** Without DATELINE_LONG, as CI has it, one look is enough. */
const SCHEMES: readonly ('light' | 'dark')[] = process.env['DATELINE_LONG'] ? ['light', 'dark'] : ['light'];

/**
 * Every screen, in both colour schemes, at desktop and at phone width and at 200 % zoom, for a reader who wants no
 * motion. What each looked like is kept in test-results/screens.
 */
for (const screen of SCREENS) {
  const title = `${screen.name}: a heading, no sideways scrolling, nothing that moves, nothing that axe finds`;
  const tag = screen.only === undefined ? [] : [`@${screen.only}-only`];
  test(title, { tag }, async ({ browser, viewport }, info) => {
    const phone = info.project.name === 'phone';
    const page = await as(browser, screen.as ?? 'admin', {
      colorScheme: 'light',
      viewport: phone ? viewport : DESKTOP,
      reducedMotion: 'reduce',
    });
    const keep = async (look: string) => {
      await page.evaluate(() => window.scrollTo(0, 0));
      await keepPicture(page, `${screen.name}-${look}`);
    };
    await page.goto(at(screen.place));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(screen.heading);
    await screen.act?.(page);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      await expectAccessible(page, `${screen.name} in ${colorScheme}`);
      await keep(`${colorScheme}-${info.project.name}`);
    }
    await expectNoSidewaysScrolling(page);
    const moving = await page.evaluate(
      () => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 50).length,
    );
    expect(moving).toBe(0);
    if (!phone) {
      await page.setViewportSize(ZOOMED);
      await expectNoSidewaysScrolling(page);
      await keep('zoomed');
    }
  });
}

test('the first Tab leads past the navigation', async ({ browser, viewport }) => {
  const page = await as(browser, 'editor', { viewport });
  await page.goto(at('/'));
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/Skip/);
});

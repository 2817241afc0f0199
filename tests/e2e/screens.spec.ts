import path from 'node:path';
import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, test } from './newsroom.ts';
import { SCREENS, type Screen } from './screens.ts';

/** The width of a window of 1280 pixels at 200 % zoom. */
const ZOOMED = { width: 640, height: 450 };

async function open(page: Page, { place, heading, act }: Screen): Promise<void> {
  await page.goto(at(place));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await act?.(page);
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
}

/**
 * Every screen, in both colour schemes, at desktop and at phone width, for a reader who wants no motion. What each looked like is kept in
 * test-results/screens.
 */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const screen of SCREENS) {
    test(`${screen.name} in ${colorScheme}: a heading, no sideways scrolling, nothing that moves, nothing that axe finds`, async ({ browser, viewport }, info) => {
      const phone = info.project.name === 'phone';
      test.skip(screen.only !== undefined && (screen.only === 'phone') !== phone);
      const page = await as(browser, screen.as ?? 'admin', { colorScheme, viewport: phone ? viewport : { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      await open(page, screen);
      await expectAccessible(page, screen.name);
      await expectNoSidewaysScrolling(page);
      const moving = await page.evaluate(() => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 50).length);
      expect(moving).toBe(0);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ fullPage: true, path: path.join(info.project.outputDir, 'screens', `${screen.name}-${colorScheme}-${info.project.name}.png`) });
      await page.context().close();
    });
  }
}

for (const screen of SCREENS.filter(({ only }) => only !== 'phone')) {
  test(`${screen.name} at 200 % zoom needs no sideways scrolling`, async ({ browser }, info) => {
    test.skip(info.project.name === 'phone');
    const page = await as(browser, screen.as ?? 'admin', { viewport: ZOOMED });
    await open(page, screen);
    await expectNoSidewaysScrolling(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ fullPage: true, path: path.join(info.project.outputDir, 'screens', `${screen.name}-zoomed.png`) });
    await page.context().close();
  });
}

test('the first Tab leads past the navigation', async ({ browser, viewport }) => {
  const page = await as(browser, 'editor', { viewport });
  await page.goto(at('/'));
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/Skip/);
  await page.context().close();
});

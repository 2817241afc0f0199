'use client';

import { notifications } from '@mantine/notifications';

const AGAIN_MS = 2_000;
const NOTE = 'part-not-fetched';

/**
 * A part of a page that is fetched when it is first needed. While it does not come, the page stays as it is and says
 * so, and the part is asked for again: without a connection nobody loses what they have before them. Never rejects.
 */
export async function fetched<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    const part = await load().catch(() => undefined);
    if (part !== undefined) {
      notifications.hide(NOTE);
      return part;
    }
    notifications.show({
      id: NOTE,
      color: 'red',
      autoClose: false,
      title: 'Part of this page could not be loaded',
      message: 'Check your connection. If you are online, save your work and reload the page.',
    });
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

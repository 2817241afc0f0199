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
      title: 'A part of this page does not come',
      message: 'It opens once the server answers. If you are not offline, save what you have, and load the page again.',
    });
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

import type { Day } from '#lib/kernel/day.ts';
import { fullDayName } from '#lib/kernel/day-names.ts';
import { dayAddress } from './addresses.ts';

/**
 * What is where a withdrawn page was: nothing of what it said, only the way to its day. Browsers get a page,
 * anything else a line.
 */
export function gonePage(day: Day, request: Request): Response {
  const isBrowser = request.headers.get('accept')?.includes('text/html') ?? false;
  const headers = {
    'Content-Type': `text/${isBrowser ? 'html' : 'plain'}; charset=utf-8`,
    'Cache-Control': 'no-store',
    Vary: 'Accept',
  };
  return new Response(isBrowser ? html(day) : 'This page was withdrawn.\n', { status: 410, headers });
}

function html(day: Day): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Withdrawn</title>
<meta name="color-scheme" content="light dark">
</head>
<body style="margin: 0 auto; max-width: 40rem; padding: 4rem 1.25rem; font: 1rem/1.5 system-ui, sans-serif">
<main>
<h1 style="font-size: 1.5rem; line-height: 1.25">This page was withdrawn</h1>
<p>The newsroom removed it from the archive. See what else happened that day:
<a href="${dayAddress(day)}">${fullDayName(day)}</a>.</p>
</main>
</body>
</html>
`;
}

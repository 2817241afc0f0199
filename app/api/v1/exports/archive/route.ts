import { PassThrough, Readable } from 'node:stream';
import { ROUTES } from '#lib/api/routes.ts';
import { streamTree } from '#lib/exchange/export/targets/tree-archive.ts';
import { asError, codeOf, textIn } from '#lib/kernel/error-facts.ts';
import { RELATED_LIMITS } from '#lib/kernel/newsroom/export-settings.ts';
import { faultForLog, log } from '../../../../log.ts';
import { door } from '../../door.ts';
import { PRIVATE } from '../../problem.ts';

const TYPES = { zip: 'application/zip', 'tar.gz': 'application/gzip' } as const;

/** Streams the tree as it is made: never the whole of it is held, and where the reader goes away the making ends. */
export const GET = door(ROUTES.downloadArchive, async ({ store, request, query: { format, edition, formats } }) => {
  const settings = {
    edition,
    formats,
    readmes: false,
    relatedLimit: RELATED_LIMITS[edition],
    site: { url: '', title: 'Dateline' },
  };
  const out = new PassThrough();
  streamTree(store, format, settings, out, { signal: request.signal }).catch((error: unknown) => {
    if (!readerLeft(error))
      log.error({ route: ROUTES.downloadArchive.path, ...faultForLog(error) }, 'the download broke off');
    // The answer has begun: only breaking it off tells the reader that it is not whole.
    out.destroy(asError(error));
  });
  return new Response(Readable.toWeb(out) as ReadableStream, {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="archive.${format}"`,
      'X-Content-Type-Options': 'nosniff',
      ...PRIVATE,
    },
  });
});

function readerLeft(error: unknown): boolean {
  return codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE' || textIn(error, 'name') === 'AbortError';
}

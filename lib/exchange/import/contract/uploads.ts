import { z } from 'zod';
import { someLine } from '../../../kernel/contract/text.ts';

/** The most bytes that an upload may have. */
export const LARGEST_UPLOAD = 2 * 1024 ** 3;

/** Where uploads are sent. */
export const UPLOAD_PATH = '/api/v1/imports/uploads';

/** The most bytes that any other body may have: an entry is a hundredth of it. */
export const LARGEST_BODY = 1_000_000;

/** What an upload may be: a zip archive of a tree, entries as JSON lines, or those compressed. */
export const UPLOAD_TYPES = ['application/zip', 'application/x-ndjson', 'application/gzip'] as const;

/** The name of a file that is uploaded, as the query of an address. */
export const uploadName = z.strictObject({ name: someLine(200) });

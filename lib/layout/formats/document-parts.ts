import { htmlTarget } from './addresses.ts';
import { FRONT_PATH } from './front-path.ts';

/**
 * How every HTML document of a tree begins. Nothing in it runs or loads, its own stylesheet aside: the page itself
 * forbids it.
 */
const POLICY = "default-src 'none'; style-src *; base-uri 'none'; form-action 'none'";

export const DOCUMENT_HEAD = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;

/** The way from a page to the front page; `site` is the title of the archive, as HTML. */
export function archiveLink(root: string, site: string): string {
  return (
    '<header><nav aria-label="Archive"><a ' +
    `href="${htmlTarget(root, FRONT_PATH)}"><bdi>${site}</bdi></a></nav></header>`
  );
}

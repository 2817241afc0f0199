import { hasUnseen, withoutUnseen } from '../folding.ts';
import { withoutWww } from './host.ts';

/** What campaigns and social networks hang onto an address; no page differs by it. Names are compared in lower case. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|mkt_tok|ocid|smid|cmpid|ns_campaign|ns_mchannel)$/;
const UNRESERVED = /[A-Za-z0-9._~-]/;

/**
 * The form in which addresses are compared: two spellings of one page give one text. It leaves out what seldom leads to
 * another page: the scheme's `s`, `www.`, the usual ports, a name and password, tracking parameters, trailing slashes,
 * fragments (save `#!`, by which older sites named their pages) and characters that nobody sees, escaped or not.
 * Parameters are sorted by name; those of one name keep their order. Undefined where the text is no http or https
 * address. What is stored of a source stays as it was written; this form is for comparing alone.
 */
export function normalAddress(written: string): string | undefined {
  const text = withoutUnseen(written).trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, port, pathname, search, hash } = new URL(text);
  const host = withoutWww(hostname);
  if (!host) return undefined;
  const usual = port === '' || port === '80' || port === '443';
  const path = plainEscapes(pathname).replace(/\/+$/, '');
  return `https://${host}${usual ? '' : `:${port}`}${path}${query(search)}${hash.startsWith('#!') ? hash : ''}`;
}

/** Whether two texts are addresses of one page. */
export function isSameAddress(one: string, other: string): boolean {
  const normal = normalAddress(one);
  return normal !== undefined && normal === normalAddress(other);
}

function query(search: string): string {
  const parts = plainEscapes(search.slice(1))
    .split('&')
    .filter((part) => part !== '' && !TRACKING.test(nameOf(part).toLowerCase()));
  const sorted = parts
    .map((part, at) => ({ part, at, name: nameOf(part) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at));
  return sorted.length ? `?${sorted.map(({ part }) => part).join('&')}` : '';
}

function nameOf(part: string): string {
  return part.split('=', 1)[0] ?? '';
}

/**
 * Escapes of letters, digits and `-._~` undone, all others with capital digits (RFC 3986, 6.2.2), none of what nobody
 * sees.
 */
function plainEscapes(text: string): string {
  return text.replace(/(?:%[89a-f][0-9a-f])+/gi, seenEscapes).replace(/%([0-9a-f]{2})/gi, (written, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return UNRESERVED.test(character) ? character : written.toUpperCase();
  });
}

/** Escapes of characters beyond ASCII without those that nobody sees; as they are where they are no text. */
function seenEscapes(written: string): string {
  try {
    const text = decodeURIComponent(written);
    return hasUnseen(text) ? encodeURIComponent(withoutUnseen(text)) : written;
  } catch {
    return written;
  }
}

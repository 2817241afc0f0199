import type { IncomingMessage } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import type { Problem } from '../../kernel/contract/problem-document.ts';

const READING = ['GET', 'HEAD', 'OPTIONS'];
const METHODS = [...READING, 'POST', 'PUT', 'PATCH', 'DELETE'];
const API = '/api/';
/** A name or an address of four numbers, or one of IPv6, with a port or without. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const LONGEST_TARGET = 8_192;
/**
 * Where a page that navigates says which parts it has. Next answers one that it cannot read with a fault of its own, so
 * it is read here as Next reads it.
 */
const ROUTER_STATE = 'next-router-state-tree';
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * What is wrong with a request before its body is read; undefined where nothing is. Nothing behind it sees such a
 * request.
 */
export function wrongRequest({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Problem | undefined {
  if (!allowedAt(url).includes(method))
    return {
      status: 405,
      code: 'method-not-allowed',
      title: 'Method not allowed',
      detail: `Use one of ${allowedAt(url).join(', ')}.`,
    };
  if (url.length > LONGEST_TARGET)
    return bad(414, 'The address is too long', `An address may have ${LONGEST_TARGET} characters at most.`);
  if (headers.host !== undefined && !HOST.test(headers.host))
    return bad(400, 'Bad request', 'The header "Host" is not a server name.');
  if (!isReadable(headers[ROUTER_STATE]))
    return bad(400, 'Bad request', `The header "${ROUTER_STATE}" is not valid for this site. Reload the page.`);
  const path = url.split('?', 1)[0] ?? '';
  return isPlainPath(path)
    ? undefined
    : bad(400, 'Bad address', 'This address is malformed. Check that it was copied completely.');
}

/** The methods that are answered at an address: pages are only read. */
export function allowedAt(url: string): readonly string[] {
  return url.startsWith(API) ? METHODS : READING;
}

function bad(status: number, title: string, detail: string): Problem {
  return { status, code: status === 414 ? 'address-too-long' : 'bad-address', title, detail };
}

function isReadable(state: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(state);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a path names what it seems to name: each of its names decodes, and none is empty, leads elsewhere or holds a
 * control character.
 */
function isPlainPath(path: string): boolean {
  if (!path.startsWith('/')) return false;
  const names = path.slice(1).split('/');
  return names.every((name, at) => (name === '' ? at === names.length - 1 : isPlainName(decoded(name))));
}

function isPlainName(name: string | undefined): boolean {
  return name !== undefined && name !== '.' && name !== '..' && !name.includes('\\') && !CONTROL.test(name);
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

import { randomBytes } from 'node:crypto';

const NONCE_BYTES = 16;

/**
 * The request header in which our own HTTP server tells the app the nonce of an answer, over whatever the client sent.
 */
export const NONCE_HEADER = 'x-dateline-nonce';

/** A word that nobody can guess, for one answer. */
export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64url');
}

/**
 * What a browser may do with an answer: only what we serve ourselves loads, only scripts and style elements that carry
 * the answer's nonce are in a page, and nothing of ours runs in a frame. Style attributes are let be: the server
 * writes some into pages, and none of them can run code.
 */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What browsers are told with every answer. */
export function browserHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}

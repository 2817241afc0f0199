/**
 * The policy of an answer, as loose as development needs it: React rebuilds the stacks of errors with `eval`, and Next
 * shows errors over the page with styles that carry no nonce. Everything else stays as strict as it is for readers.
 */
export function devPolicy(policy: string): string {
  return policy
    .replace("script-src 'self'", "script-src 'self' 'unsafe-eval'")
    .replace(/style-src 'self' 'nonce-[^']*'/, "style-src 'self' 'unsafe-inline'");
}

/** Requests of Next's own tools in the browser: the error overlay posts to pages, which the gate would refuse. */
export function isOfNext(url: string): boolean {
  return url.startsWith('/__nextjs') || url.startsWith('/_next/');
}

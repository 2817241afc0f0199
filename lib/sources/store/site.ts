import { getDomain } from 'tldts';

/**
 * The site that a host belongs to: the name that somebody registered, by the Public Suffix List (`bbc.co.uk` of
 * `news.bbc.co.uk`); blogs of one provider are sites of their own. An IP address or a bare name is its own site.
 */
export function siteOf(host: string): string {
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

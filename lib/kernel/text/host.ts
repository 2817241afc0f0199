/** A host without its closing dot and without `www.`, as far as a name with a dot is left. */
export function withoutWww(host: string): string {
  return host.replace(/\.+$/, '').replace(/^(?:www\.)+(?=[^.]+\.)/, '');
}

/** The host of a web address, in lower case, without `www.`; undefined where the text is no such address. */
export function hostOf(address: string): string | undefined {
  const text = address.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return withoutWww(new URL(text).hostname) || undefined;
}

/** A host and the names above it, the nearest first: `edition.cnn.com`, `cnn.com`. An IP address has none above it. */
export function withParents(host: string): string[] {
  if (!/[a-z]/i.test(host.split('.').at(-1) ?? '') || host.includes(':')) return [host];
  const labels = host.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, at) => labels.slice(at).join('.'));
}

/**
 * A domain as somebody typed or pasted it (`https://www.BBC.co.uk/news`, `bbc.co.uk`), as a host; undefined where it is
 * none.
 */
export function typedDomain(typed: string): string | undefined {
  const text = typed.trim();
  const host = hostOf(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return host && withParents(host).length > 0 && host.includes('.') && /[a-z]/.test(host.split('.').at(-1) ?? '')
    ? host
    : undefined;
}

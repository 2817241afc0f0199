/**
 * The web addresses of a pasted text that is nothing but several of them, whatever is between; undefined for any
 * other text.
 */
export function pastedAddresses(text: string): string[] | undefined {
  const parts = text.split(/[\s,;]*\s[\s,;]*/u).map((part) => part.replace(/[,;]+$/, ''));
  const addresses = parts.filter((part) => part !== '');
  return addresses.length > 1 && addresses.every((part) => /^https?:\/\/[^/]/i.test(part) && URL.canParse(part))
    ? [...new Set(addresses)]
    : undefined;
}

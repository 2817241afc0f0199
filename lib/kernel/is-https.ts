/** Whether the site is opened by https, however its address is written. */
export function isHttps(site: string | undefined): boolean {
  return /^https:/i.test(site?.trim() ?? '');
}

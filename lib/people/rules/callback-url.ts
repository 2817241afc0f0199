const HOME = '/';
const ANYWHERE_HERE = 'http://here.invalid';

/** The path to go to after signing in: the one that was asked for where it is on this site, else the desk. */
export function pathInside(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(asked)) return HOME;
  if (!URL.canParse(asked, ANYWHERE_HERE)) return HOME;
  const url = new URL(asked, ANYWHERE_HERE);
  return url.origin === ANYWHERE_HERE && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}${url.hash}`
    : HOME;
}

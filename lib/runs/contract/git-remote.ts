/** Where git may push to, each in the one form that is read here. */
const WEB = /^(?:https|ssh):\/\//;
const FILE = /^file:\/\/\//;
const SHORT = /^(?:[A-Za-z0-9][A-Za-z0-9._-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*):(.+)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;
const USER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const FORMS = 'Name it as https://host/path, ssh://git@host/path, git@host:path, or the absolute path of a repository.';

/**
 * What is wrong with a git remote, as the rest of a sentence that begins with its name; undefined where nothing is. Git
 * can be made to run programs by a remote's name (`ext::…`, hosts and paths that begin with a dash), so only four plain
 * forms are taken.
 */
export function gitRemoteProblem(remote: string): string | undefined {
  if (remote.trim() === '') return 'is empty. Name the repository to push to.';
  if (CONTROL.test(remote) || !remote.isWellFormed()) return 'contains a control character or half a character.';
  if (remote !== remote.trim() || remote.includes(' ')) return 'contains a space.';
  if (remote.startsWith('-')) return 'begins with a dash, which git reads as an option.';
  if (remote.includes('::')) return 'contains “::”, with which git runs a program of that name.';
  if (remote.includes('--upload-pack') || remote.includes('--receive-pack')) return 'contains a git option.';
  if (remote.includes('\\')) return 'contains a backslash.';
  if (WEB.test(remote)) return addressProblem(remote);
  if (FILE.test(remote)) return localProblem(remote.slice('file://'.length));
  if (remote.startsWith('/')) return localProblem(remote);
  if (/^http:\/\//i.test(remote)) return 'is plain http, so others can read and change what is pushed. Use https://.';
  if (remote.includes('://')) return `is not a supported kind of repository. ${FORMS}`;
  return shortProblem(remote);
}

/**
 * The host that a remote names, where `gitRemoteProblem` finds nothing wrong with it; undefined for a repository on a
 * disk of this machine.
 */
export function hostOfRemote(remote: string): string | undefined {
  if (WEB.test(remote)) return parsed(remote)?.hostname;
  return remote.includes('://') || remote.startsWith('/') ? undefined : SHORT.exec(remote)?.[1];
}

function addressProblem(remote: string): string | undefined {
  const url = parsed(remote);
  if (!url || !HOST.test(url.hostname)) return `is not a valid address. ${FORMS}`;
  if (url.password !== '')
    return (
      'contains a password, which would be stored and logged. Put it in the ~/.netrc of the user that runs ' +
      'Dateline, or use ssh.'
    );
  if (url.protocol === 'https:' && url.username !== '')
    return 'contains a user name or a token. Put it in the ~/.netrc of the user that runs Dateline.';
  if (url.username !== '' && !USER.test(url.username))
    return 'has a user name that is not plain letters, digits, . _ and -.';
  if (url.search !== '' || url.hash !== '') return 'contains a ? or a #, which is not valid in a repository address.';
  return pathProblem(url.pathname.slice(1));
}

function shortProblem(remote: string): string | undefined {
  const [, host, path] = SHORT.exec(remote) ?? [];
  if (host === undefined || path === undefined) return `is not a repository that can be pushed to. ${FORMS}`;
  if (host.length === 1) return 'looks like a path with a drive letter. Write it as file:///C:/….';
  return pathProblem(path.replace(/^\//, ''));
}

function localProblem(path: string): string | undefined {
  return pathProblem(path.replace(/^\/+/, ''));
}

function pathProblem(path: string): string | undefined {
  if (path === '') return 'names only a host or a disk. Add the repository.';
  if (path.startsWith('-') || path.includes('/-'))
    return 'has a part that begins with a dash, which git or ssh could read as an option.';
  if (path.split('/').some((part) => part === '..' || part === '.')) return 'contains “.” or “..” as a folder.';
  return undefined;
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

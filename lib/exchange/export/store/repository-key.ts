import { realpathSync } from 'node:fs';
import path from 'node:path';

const SCHEME = /^([a-z][a-z\d+.-]*):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)(?::(\d*))?(\/.*)?$/i;
/** The short form of ssh, as in git@host:news/archive.git */
const SHORT = /^(?:[^/@:]*@)?(\[[^\]]*\]|[^/:[\]]+):(?!\/\/)(.*)$/;
const USUAL_PORTS = new Set(['', '22', '80', '443', '9418']);

/**
 * One text for all spellings of one repository's address: a path, also through links, or file://; ssh in its long and
 * its short form, http and https; with a user or without, with .git or slashes at its end or without. For comparing
 * alone.
 */
export function repositoryKey(address: string): string {
  const long = SCHEME.exec(address);
  if (long && long[1]?.toLowerCase() === 'file') return localKey(decoded(long[4] ?? '/'));
  if (long) return remoteKey(long[2] ?? '', long[3] ?? '', decoded(long[4] ?? ''));
  const short = address.startsWith('/') ? null : SHORT.exec(address);
  return short ? remoteKey(short[1] ?? '', '', short[2] ?? '') : localKey(address);
}

function remoteKey(host: string, port: string, at: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  const place = bare(path.posix.normalize(`/${at}`).replace(/^\/~\//, '/'));
  return `//${name}${USUAL_PORTS.has(port) ? '' : `:${port}`}${place}`.toLowerCase();
}

function localKey(at: string): string {
  const place = path.resolve(at);
  return bare(realOf(place) ?? realOf(`${place}.git`) ?? realOf(place.replace(/\.git$/, '')) ?? place)
    .toLowerCase()
    .normalize('NFC');
}

/** Without what git adds by itself where it looks for a repository. */
function bare(place: string): string {
  return place.replace(/\/+$/, '').replace(/(?:\/\.git|\.git)$/, '');
}

function realOf(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

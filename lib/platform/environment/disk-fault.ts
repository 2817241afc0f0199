import { codeOf, messageOf, syscallOf } from '../../kernel/error-facts.ts';
import { fieldOf } from '../../kernel/record.ts';
import { Missing } from './missing.ts';

/** What the system says about a disk, and what to do. */
const DISK: Readonly<Record<string, { problem: string; remedy: string }>> = {
  ENOSPC: { problem: 'There is no space left on the disk', remedy: 'Make room' },
  EDQUOT: { problem: 'The quota of the disk is used up', remedy: 'Make room' },
  EROFS: { problem: 'The disk can only be read', remedy: 'Make it writable' },
  EACCES: {
    problem: 'The system does not allow to read or write there',
    remedy: 'Give the user that Dateline runs as the right to',
  },
  EPERM: {
    problem: 'The system does not allow to read or write there',
    remedy: 'Give the user that Dateline runs as the right to',
  },
  EMFILE: { problem: 'Too many files are open', remedy: 'Raise the limit (ulimit -n)' },
  ENFILE: { problem: 'Too many files are open', remedy: 'Raise the limit of the system' },
  EIO: { problem: 'The disk does not read or write', remedy: 'Check the disk' },
};

/**
 * What is wrong with a disk by an error of the file system, or one that passed a thread on its way; undefined where it
 * is another error.
 */
export function diskFault(error: unknown): { problem: string; remedy: string } | undefined {
  const syscall = syscallOf(error);
  // A port or socket that may not be used has such codes too, and a file that cannot be opened is said better by
  // whoever opens it.
  if (
    fieldOf(error, 'port') !== undefined ||
    fieldOf(error, 'address') !== undefined ||
    syscall === 'listen' ||
    syscall === 'open' ||
    syscall === 'connect'
  )
    return undefined;
  const known = DISK[codeOf(error) ?? ''];
  return known ?? Object.entries(DISK).find(([name]) => messageOf(error).startsWith(`${name}: `))?.[1];
}

/**
 * Does work on a disk. Where that fails, the error names the place, which the system's own often does not, and what to
 * do.
 */
export async function onDisk<T>(place: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = diskFault(error);
    if (!fault) throw error;
    throw new Missing(`${fault.problem}: ${place}.`, `${fault.remedy}, then run it again.`);
  }
}

import { TargetRejected } from '../target.ts';

/** What git said where it failed, and what to do, by words that it uses. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|HTTP 40[13]|returned error: 40[13]/i,
    'It requires a user name and a password or token. Put them in the ~/.netrc of the account that runs Dateline, ' +
      'or use an ssh address.',
  ],
  [
    /Permission denied|publickey|Load key/i,
    'It rejected the key or write access. Give the account that runs Dateline a key without a passphrase, or an ' +
      'agent with the key, and allow that key to write to the repository.',
  ],
  [
    /Host key verification failed|REMOTE HOST IDENTIFICATION/i,
    'The host key is not known yet. Connect once by hand as the account that runs Dateline (ssh -T git@host), and ' +
      'check the fingerprint.',
  ],
  [
    /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    'The host was not found. Check the address of the target and the network.',
  ],
  [
    /Connection (?:refused|timed out|reset)|Operation timed out|No route to host|unable to access|Failed to connect|early EOF|hung up unexpectedly|timed out/i,
    'It could not be reached. Check the network and that the host is up; the next run tries again.',
  ],
  [
    /does not appear to be a git repository|not a git repository|Repository not found|repository .* not found|does not exist|returned error: 404/i,
    'There is no repository at this address, or this account cannot see it. Create it, or change the target.',
  ],
  [
    /dubious ownership/i,
    'It belongs to another account. Run Dateline as the account that owns it, or change its owner.',
  ],
  [/No space left|disk quota/i, 'A disk is full. Free up space.'],
];

const MOST_QUOTED = 600;

/** A failure on the way to or from the remote, in words. */
export function remoteRejection(remote: string, doing: string, said: string): TargetRejected {
  const advice = KNOWN.find(([words]) => words.test(said))?.[1] ?? 'See its message, then run the export again.';
  return new TargetRejected(`The repository ${remote} could not be ${doing}. ${advice} ${inQuotes(said)}`);
}

/** A push that the remote itself refuses: its hook, or a rule of the host. */
export function hookRejection(remote: string, branch: string, reason: string, said: string): TargetRejected {
  const words = said
    .split('\n')
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.slice('remote:'.length).trim())
    .join('\n');
  return new TargetRejected(
    (
      `The repository ${remote} refused the push to ${branch}: ${reason}. Nothing there was changed. Change its rule ` +
      `or hook, or choose another branch. ${inQuotes(words)}`
    ).trimEnd(),
  );
}

/** The last lines of what git said, as one line. */
export function inQuotes(said: string): string {
  const lines = said
    .split('\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a remote says may hold anything
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const text = lines.join(' / ');
  return text === '' ? '' : `Git said: “${text.length > MOST_QUOTED ? `…${text.slice(-MOST_QUOTED)}` : text}”`;
}

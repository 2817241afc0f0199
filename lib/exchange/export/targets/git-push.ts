import { hookRejection, remoteRejection } from './git-problems.ts';
import type { Git } from './git-program.ts';

/** Whether the remote took it. Not where somebody pushed before us; an error for any other reason is thrown. */
export async function pushCommit(
  git: Git,
  { remote, branch }: { remote: string; branch: string },
  commit: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const { status, out, said } = await git.run(
    ['push', '--porcelain', '--no-verify', '--recurse-submodules=no', '--', remote, `${commit}:${ref}`],
    { signal },
  );
  if (status === 0) return true;
  const line = out
    .split('\n')
    .find((one) => one.startsWith('!\t'))
    ?.split('\t')
    .at(-1);
  if (line === undefined) throw remoteRejection(remote, 'written', said);
  const reason = /\(([^)]*)\)\s*$/.exec(line)?.[1] ?? line;
  if (
    /fetch first|non-fast-forward|stale info|already exists|cannot lock ref|failed to update ref|reference already exists|incorrect old value/i.test(
      reason,
    )
  )
    return false;
  throw hookRejection(remote, branch, reason, said);
}

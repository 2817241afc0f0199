import { spawn } from 'node:child_process';
import path from 'node:path';
import { codeOf } from '../../../kernel/error-facts.ts';
import { variables } from '../../../platform/environment/environment.ts';
import { TargetRejected } from '../target.ts';

/** What git wrote, and how it ended. */
export type GitAnswer = { status: number; out: string; said: string };

/** Git failed in our own repository, where nothing but a damage of it, a full disk or a lock can be the reason. */
export class GitFault extends Error {}

export type GitRun = {
  input?: string | undefined;
  env?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
};

/**
 * What a program may see of our own environment: how to reach the network, the home with its keys and ~/.netrc. Hooks
 * of a repository on this machine run with it too, so that nothing secret is in it.
 */
const PASSED =
  /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|SYSTEMROOT|USERPROFILE|SSH_AUTH_SOCK|SSL_CERT_FILE|SSL_CERT_DIR|https?_proxy|no_proxy|all_proxy)$/i;

/**
 * No configuration but our own, no question to anybody, no transport but these three. A name of a remote therefore
 * never runs a program, and neither do hooks, filters or a signing key of whoever runs Dateline.
 */
const GUARDED = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'true',
  SSH_ASKPASS: 'true',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=30',
  GIT_ALLOW_PROTOCOL: 'https:ssh:file',
  GIT_HTTP_LOW_SPEED_LIMIT: '1000',
  GIT_HTTP_LOW_SPEED_TIME: '120',
  GIT_NO_REPLACE_OBJECTS: '1',
};

const SETTINGS = [
  'core.hooksPath=/dev/null',
  // A host that was let through sends nobody on to another one.
  'http.followRedirects=false',
  'core.fsmonitor=false',
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.quotePath=false',
  'gc.autoDetach=false',
  'advice.detachedHead=false',
];

const MOST_HEARD = 1_000_000;

/** The git program in one work tree. Arguments are given as a list and never pass a shell. */
export class Git {
  readonly tree: string;
  private readonly onChild: (pid: number | undefined) => void;
  private readonly settings: readonly string[];

  /**
   * `onChild` is told which process works in the tree, and undefined when it ended. `settings` are those of this remote
   * alone.
   */
  constructor(tree: string, onChild: (pid: number | undefined) => void, settings: readonly string[] = []) {
    this.tree = tree;
    this.onChild = onChild;
    this.settings = settings;
  }

  /** What a command in our own repository writes, without the last line end. Throws a GitFault where it fails. */
  async own(args: readonly string[], run: GitRun = {}): Promise<string> {
    const { status, out, said } = await this.run(args, run);
    if (status !== 0) throw new GitFault(`git ${args[0]}: ${said.trim() || `ended with ${status}`}`);
    return out.replace(/\n$/, '');
  }

  /** Said outright: git would else look for a repository in the folders above, where one that is not ours may be. */
  private here(): Record<string, string> {
    return { GIT_DIR: path.join(this.tree, '.git'), GIT_WORK_TREE: this.tree };
  }

  /** Runs a command whose failure means something. */
  async run(args: readonly string[], { input, env = {}, signal }: GitRun = {}): Promise<GitAnswer> {
    signal?.throwIfAborted();
    const settings = [...SETTINGS, ...this.settings].flatMap((setting) => ['-c', setting]);
    const child = spawn('git', [...settings, ...args], {
      cwd: this.tree,
      env: { ...passedOn(), ...GUARDED, ...this.here(), ...env } as unknown as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    const stop = () => killGroup(child.pid);
    signal?.addEventListener('abort', stop, { once: true });
    this.onChild(child.pid);
    const [out, said] = [heard(child.stdout), heard(child.stderr)];
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    try {
      const status = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? 1));
      });
      signal?.throwIfAborted();
      return { status, out: out(), said: said() };
    } catch (error) {
      if (codeOf(error) === 'ENOENT')
        throw new TargetRejected('The git program was not found. Install git, or use another kind of target.');
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.onChild(undefined);
    }
  }
}

/** Git's own helpers (ssh, the transport) go with it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch {
    // It ended in this very moment.
  }
}

function heard(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < MOST_HEARD) chunks.push(chunk);
    length += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function passedOn(): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables()))
    if (value !== undefined && PASSED.test(name)) passed[name] = value;
  return passed;
}

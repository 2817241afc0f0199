import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { changeAuthors } from '../../../editorial/entries/store/change-authors.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { gitRemoteProblem } from '../../../runs/contract/git-remote.ts';
import type { ExportOptions } from '../export-options.ts';
import { commitOf, DATELINE } from '../git-message.ts';
import { MANIFEST } from '../manifest.ts';
import { type ExportResult, runExport } from '../run-export.ts';
import { STAGING } from '../staging.ts';
import { TargetRejected } from '../target.ts';
import { inQuotes, remoteRejection } from './git-problems.ts';
import { Git, GitFault } from './git-program.ts';
import { pushCommit } from './git-push.ts';
import { GitWorkFolder } from './git-work-folder.ts';
import { checkedRemote } from './inner-remote.ts';

/** A branch of a repository, and the folder of ours in which it is worked on. */
export type GitPlace = { remote: string; branch: string; workFolder: string };

/** What an export did to a repository; `commit` is null where nothing had to be said, or it was a plan. */
export type GitReport = ExportResult & { commit: string | null };

const MOST_TRIES = 3;
/** How many changes, and people, a commit names. */
const MOST_NAMED = 50;
/** The commit that was pushed last, kept in our own repository. */
const PUSHED = 'refs/dateline/pushed';
const FETCHED = 'refs/dateline/fetched';

/**
 * Exports into a branch of a git repository, as at most one commit: brings the work tree to the remote's head, exports
 * into it, commits what changed in the name of whoever changed it, and pushes. Never forces: where the remote moved
 * meanwhile, the export is made again on its new head.
 */
export async function exportToGit(store: Store, place: GitPlace, options: ExportOptions): Promise<GitReport> {
  const error = gitRemoteProblem(place.remote);
  const checked: Result<string[], string> = error ? { ok: false, error } : await checkedRemote(place.remote);
  if (!checked.ok) throw new TargetRejected(`The repository ${checked.error}`);
  const started = performance.now();
  const work = GitWorkFolder.take(place.workFolder, options.fence ?? 0);
  try {
    const report = await new GitExport(store, place, options, work, checked.value).run();
    return { ...report, seconds: Math.round((performance.now() - started) / 10) / 100 };
  } finally {
    work.release();
  }
}

/** The remote's branch as it was seen. */
type RemoteHead = { commit: string | undefined };

class GitExport {
  private readonly store: Store;
  private readonly place: GitPlace;
  private readonly options: ExportOptions;
  private readonly work: GitWorkFolder;
  private git: Git;
  /** Whether the tree is what was pushed last, untouched since. */
  private isKnown: boolean;

  constructor(store: Store, place: GitPlace, options: ExportOptions, work: GitWorkFolder, settings: readonly string[]) {
    this.store = store;
    this.place = place;
    this.options = options;
    this.work = work;
    this.isKnown = work.isFinished;
    this.git = new Git(work.tree, (pid) => work.noteGit(pid), settings);
  }

  /** A repository of ours that is damaged is thrown away, once. */
  async run(): Promise<GitReport> {
    try {
      return await this.tries();
    } catch (error) {
      if (!(error instanceof GitFault)) throw error;
      this.work.refuseIfLost();
      this.work.startOver();
      this.isKnown = false;
      return await this.tries().catch((again: unknown) => {
        throw again instanceof GitFault
          ? new TargetRejected(
              `Git failed in ${this.work.folder}, Dateline's own copy of the repository. Check that the disk has ` +
                `space and that Dateline can write to it. ${inQuotes(again.message)}`,
            )
          : again;
      });
    }
  }

  private async tries(): Promise<GitReport> {
    await this.repository();
    for (let left = MOST_TRIES; left > 0; left -= 1) {
      const head = await this.lookAtRemote();
      await this.bringTo(head);
      const report = await this.export();
      if (this.options.plan) return { ...report, commit: null };
      const commit = await this.commit(head, report);
      if (commit === null || (await this.push(commit))) {
        await this.note(commit ?? head.commit);
        return { ...report, commit };
      }
      this.isKnown = false;
    }
    throw new TargetRejected(
      `The repository ${this.place.remote} got new commits on ${this.place.branch} each of the ${MOST_TRIES} times ` +
        'this export tried to push. Nothing was pushed. Run it again later.',
    );
  }

  /**
   * Makes our repository where there is none, and takes away locks: nobody else works here, so a dead process left
   * them.
   */
  private async repository(): Promise<void> {
    const { git, work } = this;
    const inner = path.join(work.tree, '.git');
    if (!existsSync(path.join(inner, 'info', 'attributes'))) {
      work.startOver();
      this.isKnown = false;
      mkdirSync(work.tree, { recursive: true });
      await git.own(['init', '--quiet', '--template=']);
      mkdirSync(path.join(inner, 'info'), { recursive: true });
      writeFileSync(path.join(inner, 'info', 'exclude'), `/${STAGING}*\n`);
      // Whatever attributes the repository itself has: files are bytes, and no filter runs.
      writeFileSync(
        path.join(inner, 'info', 'attributes'),
        '* -text -eol -filter -ident -working-tree-encoding -diff -merge\n',
      );
    }
    await git.own(['rev-parse', '--git-dir']);
    for (const folder of [inner, path.join(inner, 'refs', 'dateline')]) {
      for (const name of existsSync(folder) ? readdirSync(folder) : [])
        if (name.endsWith('.lock')) rmSync(path.join(folder, name), { force: true });
    }
  }

  private async lookAtRemote(): Promise<RemoteHead> {
    const { remote, branch } = this.place;
    const ref = `refs/heads/${branch}`;
    const seen = await this.network(['ls-remote', '--', remote, ref], 'read');
    const commit = seen
      .split('\n')
      .find((line) => line.endsWith(`\t${ref}`))
      ?.split('\t')[0];
    if (commit === undefined) return { commit: undefined };
    const has = await this.git.run(['cat-file', '-e', `${commit}^{commit}`], { signal: this.options.signal });
    if (has.status === 0) return { commit };
    await this.network(
      [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        '--depth=1',
        '--',
        remote,
        `+${ref}:${FETCHED}`,
      ],
      'read',
    );
    return { commit: await this.own(['rev-parse', '--verify', '--quiet', `${FETCHED}^{commit}`]) };
  }

  /** Where the head is what we pushed last and the tree was not left half done, it is there already. */
  private async bringTo({ commit }: RemoteHead): Promise<void> {
    const pushed = (await this.git.run(['rev-parse', '--verify', '--quiet', PUSHED])).out.trim();
    if (this.isKnown && commit !== undefined && commit === pushed) return;
    this.isKnown = false;
    this.work.begin();
    await this.own(['read-tree', '--reset', '-u', commit ?? (await this.own(['mktree'], ''))]);
    await this.own(['clean', '-ffdxq']);
  }

  private async export(): Promise<ExportResult> {
    const { options, work } = this;
    if (!options.plan) work.begin();
    const { held, ...others } = options;
    return await runExport(this.store, work.tree, { ...others, held: this.isKnown ? held : undefined });
  }

  /** One commit of what the export changed; null where the tree is the same. */
  private async commit({ commit: parent }: RemoteHead, report: ExportResult): Promise<string | null> {
    this.work.refuseIfLost();
    const { added, changed, removed } = report.paths;
    const manifest = await this.own(['ls-files', '-z', '--', MANIFEST, 'manifest']);
    const parts = existsSync(path.join(this.work.tree, 'manifest'))
      ? readdirSync(path.join(this.work.tree, 'manifest')).map((name) => `manifest/${name}`)
      : [];
    const paths = [
      ...new Set([...added, ...changed, ...removed, MANIFEST, ...parts, ...manifest.split('\0').filter(Boolean)]),
    ];
    await this.own(['update-index', '--add', '--remove', '-z', '--stdin'], paths.map((name) => `${name}\0`).join(''));
    const tree = await this.own(['write-tree']);
    if (parent !== undefined && tree === (await this.own(['rev-parse', '--verify', `${parent}^{tree}`]))) return null;
    const { author, message } = commitOf(await this.changes(report), this.options.asOf ?? null);
    const env = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: DATELINE.name,
      GIT_COMMITTER_EMAIL: DATELINE.email,
    };
    return await this.git.own(['commit-tree', tree, ...(parent === undefined ? [] : ['-p', parent]), '-F', '-'], {
      input: message,
      env,
      signal: this.options.signal,
    });
  }

  /** What was published since the target was given something last. */
  private async changes({ position }: ExportResult): ReturnType<typeof changeAuthors> {
    return await changeAuthors(this.store, Math.min(this.options.held?.position ?? 0, position), position, MOST_NAMED);
  }

  private async push(commit: string): Promise<boolean> {
    this.work.refuseIfLost();
    return await pushCommit(this.git, this.place, commit, this.options.signal);
  }

  /** The next run goes on from here. */
  private async note(commit: string | undefined): Promise<void> {
    if (commit !== undefined) await this.own(['update-ref', PUSHED, commit]);
    this.work.finish();
  }

  private async own(args: readonly string[], input?: string): Promise<string> {
    return await this.git.own(args, { input, signal: this.options.signal });
  }

  private async network(args: readonly string[], doing: string): Promise<string> {
    const { status, out, said } = await this.git.run(args, { signal: this.options.signal });
    if (status !== 0) throw remoteRejection(this.place.remote, doing, said);
    return out;
  }
}

import type { Edition } from '../../domain/revision/text.ts';
import { parsePagePath } from '../../layout/paths.ts';
import { sha256 } from '../../store/content-hash.ts';
import { FolderTarget, RefusedTarget } from './folder-target.ts';
import { MANIFEST, ManifestWriter } from './manifest.ts';
import type { TreePage } from './published-tree.ts';
import { type ExportReport, emptyExportReport } from './report.ts';

/**
 * Takes the pages of an export in as they are rendered: compares each with the target, stages what differs, and at the end
 * puts all of it in place. With `plan` it only compares.
 */
export class Receiver {
  private readonly target: FolderTarget;
  private readonly report: ExportReport;
  private readonly manifest: ManifestWriter | undefined;
  private readonly taken = new Set<string>();
  private readonly foreign: string[] = [];

  constructor(folder: string, edition: Edition, plan: boolean) {
    this.target = new FolderTarget(folder);
    this.report = emptyExportReport(edition, plan);
    if (plan) return;
    this.target.begin();
    this.manifest = new ManifestWriter(this.target.staged(MANIFEST), edition);
  }

  take(pages: readonly TreePage[]): void {
    for (const page of pages) this.takePage(page);
  }

  /** Puts what was staged in place and says what that was. Refused where pages would stand on files of others. */
  finish(): ExportReport {
    const { report, target } = this;
    if (this.foreign.length) throw new RefusedTarget(foreignFiles(target.folder, this.foreign));
    report.paths.removed = [...(target.manifest?.files.keys() ?? [])].filter((at) => !this.taken.has(at));
    const stray = report.paths.removed.find((at) => parsePagePath(at).kind === 'foreign');
    if (stray !== undefined)
      throw new RefusedTarget(
        `The manifest in ${target.folder} names “${stray}”, which is no page that an export wrote. Nothing was written. Take the manifest away and look at what changed it.`,
      );
    report.files.removed = report.paths.removed.length;
    if (!this.manifest) return report;
    this.manifest.end();
    target.commit([...report.paths.added, ...report.paths.changed], report.paths.removed);
    return report;
  }

  /** Leaves the target as it was. */
  abandon(): void {
    if (!this.report.plan) this.target.abandon();
  }

  private takePage({ path, text, event }: TreePage): void {
    const { report, target } = this;
    const bytes = Buffer.from(text, 'utf8');
    const hash = sha256(bytes);
    const comparison = target.compare(path, bytes, hash);
    report.bytes += bytes.length;
    if (target.manifest) this.taken.add(path);
    if (comparison === 'foreign') {
      this.foreign.push(path);
      return;
    }
    report.files[comparison] += 1;
    this.manifest?.add({ path, size: bytes.length, sha256: hash, event });
    if (comparison === 'unchanged') return;
    report.paths[comparison].push(path);
    if (this.manifest) target.stage(path, bytes);
  }
}

function foreignFiles(folder: string, paths: readonly string[]): string {
  const some = paths.slice(0, 5).join(', ');
  return `In ${folder}, ${paths.length === 1 ? 'a file that Dateline did not write stands at the place of a page' : `${paths.length} files that Dateline did not write stand at the places of pages`}: ${some}${paths.length > 5 ? ' and more' : ''}. Nothing was written. Move them away, or export into an empty folder.`;
}

import { createHash } from 'node:crypto';
import { learnNext } from '../../discovery/learning/learning.ts';
import type { ArchiveState } from '../../editorial/published/archive-state.ts';
import type { Published } from '../../editorial/published/published.ts';
import { hasDaysAhead } from '../../editorial/published/published-days.ts';
import type { TreeStep } from '../../editorial/published/tree-page.ts';
import { type ExportSettings, inOrder } from '../../kernel/newsroom/export-settings.ts';
import { hasLeftPages } from '../../layout/formats/left-pages.ts';
import { sha256 } from '../../platform/content-hash.ts';
import type { Store } from '../../platform/database/database.ts';
import { inLongTransaction } from '../../platform/database/pool-transaction.ts';
import { onDisk } from '../../platform/environment/disk-fault.ts';
import { pastPoint, withArchiveAt } from './archive-at.ts';
import { disturbedSince } from './disturbed.ts';
import type { ExportOptions } from './export-options.ts';
import { MANIFEST, type ManifestRoot, parseManifest } from './manifest.ts';
import { publishedTree } from './published-tree.ts';
import { isUsual, readyTree, touchedSinceReady } from './ready-pages.ts';
import { receiveTouched, receiveWhole } from './receive-tree.ts';
import { type ExportReport, emptyExportReport, type TargetState } from './report.ts';
import { FolderTarget } from './targets/folder-target.ts';
import { type TouchedSince, touchedSince } from './touched.ts';
import { touchedTree } from './touched-tree.ts';

/** What an export did or would do, and what to hand to the next one; nothing where it was a plan. */
export type ExportResult = ExportReport & { held?: TargetState };

/**
 * Writes the published archive into a folder, as one snapshot. Only files whose bytes differ are touched; they are
 * staged first and then put in place, the manifest last. Where `held` says what the folder was given last, only what
 * changed since is made and compared. Refuses the target before anything is written where files of others are at the
 * places of pages.
 */
export async function runExport(store: Store, folder: string, options: ExportOptions): Promise<ExportResult> {
  const started = performance.now();
  const settled = { ...options, settings: { ...options.settings, formats: inOrder(options.settings.formats) } };
  const past = await pastPoint(store, options.asOf);
  if (settled.settings.related && options.asOf === undefined) await learnAll(store);
  const target = new FolderTarget(folder);
  const claim = options.plan ? undefined : await onDisk(folder, () => target.claim(options.fence));
  let done: ExportOutcome;
  try {
    done = await onDisk(folder, () =>
      withArchiveAt(store, past, (archive, state) => exportSnapshot(archive, state, target.name, settled, claim)),
    );
  } finally {
    if (claim !== undefined) target.release();
  }
  const { report, now } = done;
  const result = {
    ...report,
    position: now.position,
    asOf: options.asOf ?? null,
    seconds: Math.round((performance.now() - started) / 10) / 100,
  };
  // The run's own writing is over only now: whatever is younger is somebody else's.
  return options.plan ? result : { ...result, held: { ...now, manifest: report.manifest, lookedAt: Date.now() } };
}

/** Learns whatever waits: by the old archive's rule pages are made from it. */
async function learnAll(store: Store): Promise<void> {
  const most = 2_000;
  while ((await inLongTransaction(store, {}, (client) => learnNext(client, most))) === most);
}

type StateNow = Pick<TargetState, 'identity' | 'position' | 'settings'>;
type ExportOutcome = { report: ExportReport; now: StateNow };

async function exportSnapshot(
  archive: Published,
  state: ArchiveState,
  folder: string,
  options: ExportOptions,
  claim: string | undefined,
): Promise<ExportOutcome> {
  const now = { ...state, settings: keyOf(options.settings) };
  const root = rootIn(folder);
  // By the old archive's rule one change moves what any page names that shares a context: those are all looked at.
  const touched =
    options.full || options.settings.related ? undefined : await touchedNow(archive, folder, root, options.held, now);
  if (touched === 'nothing' && root) return { report: unchanged(root, options), now };
  const report =
    touched === undefined || touched === 'nothing'
      ? await receiveWhole(await wholeTree(archive, options, now.identity), folder, options, claim)
      : await receiveTouched(touchedTree(archive, options.settings, touched), folder, options, claim);
  return { report, now };
}

/** What there is to do: nothing, the days that changes or other hands touched, or everything, which is undefined. */
async function touchedNow(
  archive: Published,
  folder: string,
  root: Root | undefined,
  held: TargetState | undefined,
  now: StateNow,
): Promise<TouchedSince | 'nothing' | undefined> {
  if (
    !root ||
    !held ||
    held.identity !== now.identity ||
    held.settings !== now.settings ||
    held.manifest !== root.sha256
  )
    return undefined;
  // Going back in time is rare enough to be done by looking at everything.
  if (held.position > now.position) return undefined;
  const disturbed = disturbedSince(folder, held.lookedAt, root);
  if (!disturbed) return undefined;
  if (
    held.position === now.position &&
    disturbed.days.length + disturbed.prose.length === 0 &&
    !(await hasDaysAhead(archive))
  )
    return 'nothing';
  const touched = await touchedSince(archive, held.position);
  return (
    touched && {
      ...touched,
      days: [...new Set([...touched.days, ...disturbed.days])].sort(),
      prose: [...touched.prose, ...disturbed.prose],
    }
  );
}

type Root = ManifestRoot & { sha256: string };

function rootIn(folder: string): Root | undefined {
  const text = new FolderTarget(folder).read(MANIFEST);
  const root = text === undefined ? undefined : parseManifest(text);
  return root && text !== undefined ? { ...root, sha256: sha256(text) } : undefined;
}

/**
 * Part of the key of trees that lead on from left addresses: what was exported before they did is looked at as a whole
 * once.
 */
const LEADS_ON = 'leads-on';

/** One text for settings that give the same bytes. */
function keyOf(settings: ExportSettings): string {
  const { edition, formats, readmes, relatedLimit, related, site } = settings;
  return createHash('sha256')
    .update(
      JSON.stringify([
        edition,
        formats,
        readmes,
        relatedLimit,
        site.url,
        site.title,
        ...(related ? [related] : []),
        ...(hasLeftPages(settings) ? [LEADS_ON] : []),
      ]),
    )
    .digest('hex');
}

function unchanged(root: Root, options: ExportOptions): ExportReport {
  const report = emptyExportReport(options.settings.edition, options.plan);
  return {
    ...report,
    files: { ...report.files, unchanged: root.counts.files },
    bytes: root.counts.bytes,
    manifest: root.sha256,
  };
}

/**
 * Every file of the tree: with pages that were made ahead where that gives the same, and nobody asked for all of them
 * again.
 */
async function wholeTree(
  archive: Published,
  { settings, full }: ExportOptions,
  identity: string,
): Promise<AsyncIterable<TreeStep>> {
  const usable = !full && archive.position === null && isUsual(settings);
  const touched = usable ? await touchedSinceReady(archive, identity) : undefined;
  return touched ? readyTree(archive, settings, touched) : publishedTree(archive, settings);
}

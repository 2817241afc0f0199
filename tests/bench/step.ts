import { importArchive } from '../../lib/actions/import-archive.ts';
import { ExportMemory } from '../../lib/archive/export/export-memory.ts';
import { runExport } from '../../lib/archive/export/run-export.ts';
import { openSource } from '../../lib/archive/import/open-source.ts';
import type { PersonId } from '../../lib/domain/ids.ts';
import type { Actor } from '../../lib/domain/permission/actor.ts';
import { openStore } from '../../lib/store/database.ts';
import { settings } from '../support/settings.ts';

/** One measured step in a process of its own, so that its peak of memory is its own: `import PATH PERSON` or `export DIR`. */
const [url = '', verb = '', place = '', person = '0'] = process.argv.slice(2);
const store = openStore(url);
const started = performance.now();
let detail: unknown;
if (verb === 'import') {
  const source = await openSource(place);
  const actor: Actor = { person: Number(person) as PersonId, role: 'admin', channel: 'import' };
  const done = await importArchive(store, actor, source, { publish: true, dryRun: false });
  if (!done.ok) throw new Error(done.problem.code);
  detail = { events: done.value.events, files: done.value.files };
  await source.close();
} else {
  const memory = new ExportMemory(`${place}.memory`);
  const { files, held } = await runExport(store, place, { settings: settings(), plan: false, full: false, held: memory.recall(place) });
  if (held) memory.remember(place, held);
  detail = files;
}
const seconds = (performance.now() - started) / 1000;
await store.close();
process.stdout.write(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024, detail }));

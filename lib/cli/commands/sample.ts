import type { Command } from 'commander';
import { loadSample } from '../../exchange/sample/load-sample.ts';
import { countOf } from '../../kernel/count-of.ts';
import { firstAdmin } from '../../people/store/sample-people.ts';
import { STATUS } from '../exit-status.ts';
import { printError, printJson, printLine, printNote } from '../output.ts';
import { withStore } from '../with-store.ts';

/** `dateline sample`: loads the sample archive in the name of the first admin. */
export function sampleCommand(program: Command): void {
  program
    .command('sample')
    .description('load the sample archive: about 60 invented entries; a second run adds nothing')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { json?: true }) => {
      process.exitCode = await withStore(async (store) => {
        const admin = await firstAdmin(store);
        if (!admin) {
          printNote(
            'There is no admin yet to approve the sample. Run npm start and open the link that it prints, or: ' +
              'npm run dateline -- user add --role admin … (it reads the password from standard input)',
          );
          return STATUS.missing;
        }
        const done = await loadSample(store, { person: admin, role: 'admin', channel: 'cli' });
        if (!done.ok) return printError(done.error);
        if (options.json) printJson(done.value);
        else
          printLine(
            `${countOf(done.value.created, 'entry', 'entries')} created, ` +
              `${countOf(done.value.present, 'was', 'were')} already there.`,
          );
        return STATUS.done;
      });
    });
}

// Loaded before a process's own code: counts what it does to the files below a folder, in each of its threads, and
// kills the
// process with SIGKILL right before the step that KILL_AT names. Without it, the number of steps is written to
// KILL_COUNT.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const below = process.env.KILL_BELOW ?? '';
const at = Number(process.env.KILL_AT ?? 0);
let steps = 0;

for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'rmdirSync', 'unlinkSync']) {
  const real = fs[name];
  fs[name] = (...given) => {
    if (String(given[0]).startsWith(below)) {
      steps += 1;
      if (steps === at) process.kill(process.pid, 'SIGKILL');
    }
    return real(...given);
  };
}
syncBuiltinESMExports();

process.on('exit', () => {
  if (process.env.KILL_COUNT) fs.appendFileSync(process.env.KILL_COUNT, `${steps}\n`);
});

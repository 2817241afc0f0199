import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { variables } from '../../platform/environment/environment.ts';
import { printNote } from '../output.ts';

/** A program that has to run as long as the app does. */
export type Program = { name: string; args: string[]; env: Record<string, string>; hush?: RegExp };

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLLOW_PARENT = path.join(ROOT, 'lib/cli/follow-parent.mjs');
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
const STOP_WITHIN_MS = 12_000;

/** Programs that are kept running. `restart` ends one and starts it again, at once where it waits to be. */
export type Supervisor = { restart(name: string): void; stop(): Promise<void> };

/** Keeps programs running: one that ends is started again after a pause, which grows while it keeps ending. */
export function supervise(programs: readonly Program[]): Supervisor {
  const children = new Map<string, ChildProcess>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const restarting = new Set<string>();
  let stopping = false;

  function start(program: Program, pause = FIRST_PAUSE_MS): void {
    const began = Date.now();
    waiting.delete(program.name);
    const child = launch(program);
    children.set(program.name, child);
    child.once('exit', (code, signal) => {
      children.delete(program.name);
      if (stopping) return;
      if (restarting.delete(program.name)) return start(program);
      const next = Date.now() - began > STEADY_AFTER_MS ? FIRST_PAUSE_MS : pause;
      printNote(`The ${program.name} ended (${signal ?? `status ${code}`}); restarting in ${next / 1000} s.`);
      const again = () => stopping || start(program, Math.min(next * 2, LONGEST_PAUSE_MS));
      waiting.set(program.name, setTimeout(again, next));
    });
  }

  for (const program of programs) start(program);
  return {
    restart(name) {
      const program = programs.find((one) => one.name === name);
      if (!program || stopping || restarting.has(name)) return;
      const child = children.get(name);
      if (child) {
        restarting.add(name);
        void end(child);
      } else {
        clearTimeout(waiting.get(name));
        start(program);
      }
    },
    async stop() {
      stopping = true;
      await Promise.all([...children.values()].map(end));
    },
  };
}

/** Starts a child that ends by itself when this process is gone, however it died. */
function launch(program: Program): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', FOLLOW_PARENT, ...program.args],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...variables(), ...program.env },
    },
  );
  if (child.stdout)
    createInterface({ input: child.stdout }).on(
      'line',
      (line) => program.hush?.test(line) || process.stdout.write(`${line}\n`),
    );
  child.on('error', (error) => printNote(`The ${program.name} cannot start: ${error.message}`));
  return child;
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

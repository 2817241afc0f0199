import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Missing } from '../platform/environment/missing.ts';

/** One line of standard input; asked for without showing what is typed where that is a terminal. */
export async function readPassword(prompt = 'Password: '): Promise<string> {
  const terminal = Boolean(process.stdin.isTTY);
  if (terminal) process.stderr.write(prompt);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silence, terminal });
  try {
    return await firstLine(reader);
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}

function firstLine(reader: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve, reject) => {
    reader.once('line', resolve);
    reader.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    reader.once('close', () =>
      reject(
        new Missing(
          'No password was given.',
          'Enter it, or send it as one line on standard input: printf %s "$PASSWORD" | npm run dateline -- user add …',
        ),
      ),
    );
  });
}

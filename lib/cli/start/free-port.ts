import { createServer } from 'node:net';
import { Missing } from '../../platform/environment/missing.ts';

const WAIT_MS = 4_000;

/**
 * Makes sure that the app can listen. An app that is just ending is given a moment to let go of its port. `command` is
 * what a person runs to start the app.
 */
export async function waitForPort(host: string, port: number, command: string): Promise<void> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const code = await tryToListen(host, port);
    if (!code) return;
    if (code !== 'EADDRINUSE' || Date.now() > until) throw cannotListen(host, port, code, command);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Why the app could not listen now, and what to do; undefined where it could. */
export async function portProblem(host: string, port: number): Promise<Missing | undefined> {
  const code = await tryToListen(host, port);
  return code ? cannotListen(host, port, code, 'npm start') : undefined;
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function cannotListen(host: string, port: number, code: string, command: string): Missing {
  if (code === 'EADDRINUSE')
    return new Missing(
      `Port ${port} is used by another program.`,
      `Stop that program, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} ${command}`,
    );
  if (code === 'EACCES')
    return new Missing(
      `This user is not allowed to listen on port ${port}.`,
      `Choose a port above 1023, for example PORT=3000 ${command}.`,
    );
  return new Missing(
    `The app cannot listen on ${host} port ${port} (${code}).`,
    'Set HOST to an address of this machine: 127.0.0.1, or 0.0.0.0 for every network.',
  );
}

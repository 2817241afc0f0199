import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMail } from '#lib/notices/mail/mail-transport.ts';

const taken: string[] = [];
/** A mail server that offers no TLS, as one does whose offer somebody on the way has cut out. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    stream.resume().on('end', () => {
      taken.push(...session.envelope.rcptTo.map(({ address }) => address));
      done();
    });
  },
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const send = (address: string) =>
  sendMail(
    { server: address, from: 'desk@example.org' },
    { to: 'rui@example.org', subject: 'A link', text: 'A secret.' },
  );

test('a mail server elsewhere gets no mail without TLS, and one on this machine does', async () => {
  // The address of no particular interface leads here too, and is not the name of this machine.
  await expect(send(`smtp://0.0.0.0:${port}`)).rejects.toMatchObject({ code: 'ETLS' });
  await expect(send(`smtp://0.0.0.0:${port}?ignoreTLS=true`)).rejects.toThrow();
  expect(taken).toEqual([]);
  for (const here of ['127.0.0.1', 'localhost']) await send(`smtp://${here}:${port}`);
  expect(taken).toHaveLength(2);
});

test('plain mail to another machine has to be asked for by name', async () => {
  taken.length = 0;
  await send(`smtp://0.0.0.0:${port}?requireTLS=false`);
  expect(taken).toEqual(['rui@example.org']);
});

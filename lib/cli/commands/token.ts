import { type Command, InvalidArgumentError } from 'commander';
import { problemsOf } from '../../kernel/contract/problems.ts';
import { isOneOf } from '../../kernel/one-of.ts';
import { SCOPES, type Scope } from '../../kernel/permission/role.ts';
import { createToken, listTokens, revokeToken } from '../../people/actions/manage-tokens.ts';
import { newToken } from '../../people/contract/people.ts';
import { STATUS } from '../exit-status.ts';
import { printError, printJson, printLine, printNote, table } from '../output.ts';
import { withStore } from '../with-store.ts';

type Json = { json?: true };

/** `dateline token create|list|revoke`. A new token is printed once, alone on standard output. */
export function tokenCommand(program: Command): void {
  const token = program.command('token').description('manage API tokens');
  token
    .command('create')
    .description('create a token and print it once')
    .requiredOption('--email <address>', 'the person whose permissions it has, at most')
    .requiredOption('--scope <scopes>', `its scopes, separated by commas: ${SCOPES.join(', ')}`, scopesOf)
    .option('--name <name>', 'what it is for')
    .option('--expires <day>', 'its last valid day, as YYYY-MM-DD in UTC (default: valid until revoked)')
    .option('--json', 'print the token as JSON')
    .action(
      async ({
        email,
        scope,
        name,
        expires,
        json,
      }: { email: string; scope: Scope[]; name?: string; expires?: string } & Json) => {
        const input = newToken.safeParse({
          email,
          scopes: scope,
          ...(name === undefined ? {} : { name }),
          ...(expires === undefined ? {} : { expires }),
        });
        process.exitCode = input.success
          ? await create({ ...input.data, scopes: scope }, json)
          : printError({ code: 'invalid', fields: problemsOf(input.error) });
      },
    );
  token
    .command('list')
    .description('list the tokens, without their secrets')
    .option('--json', 'print the list as JSON')
    .action(async ({ json }: Json) => {
      process.exitCode = await list(json);
    });
  token
    .command('revoke <number>')
    .description('revoke a token by its number in the list')
    .option('--json', 'print the outcome as JSON')
    .action(async (number: string, { json }: Json) => {
      process.exitCode = await revoke(number, json);
    });
}

function scopesOf(text: string): Scope[] {
  const scopes = text
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
  const wrong = scopes.filter((scope) => !isOneOf(SCOPES, scope));
  if (wrong.length || !scopes.length)
    throw new InvalidArgumentError(
      `${wrong.join(', ') || 'Nothing'} is not a scope. Choose from ${SCOPES.join(', ')}.`,
    );
  return scopes.filter((scope) => isOneOf(SCOPES, scope));
}

function create(input: Parameters<typeof createToken>[2], json: true | undefined): Promise<number> {
  return withStore(async (store) => {
    const made = await createToken(store, 'system', input);
    if (!made.ok) return printError(made.error);
    const { id, secret, scopes, expiresAt } = made.value;
    if (json) printJson({ id, token: secret, scopes, expiresAt });
    else printLine(secret);
    if (!json && process.stdout.isTTY) printNote(`Token ${id}. Save it now: it is not shown again.`);
    return STATUS.done;
  });
}

function list(json: true | undefined): Promise<number> {
  return withStore(async (store) => {
    const read = await listTokens(store, 'system');
    if (!read.ok) return printError(read.error);
    const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? '';
    if (json) printJson(read.value);
    else if (read.value.length)
      printLine(
        table([
          ['NUMBER', 'EMAIL', 'NAME', 'SCOPES', 'MADE', 'LAST USED', 'EXPIRES', 'REVOKED'],
          ...read.value.map((token) => [
            String(token.id),
            token.email,
            token.name,
            token.scopes.join(','),
            day(token.createdAt),
            day(token.lastUsedAt),
            day(token.expiresAt),
            day(token.revokedAt),
          ]),
        ]),
      );
    else printNote('No tokens yet.');
    return STATUS.done;
  });
}

async function revoke(number: string, json: true | undefined): Promise<number> {
  const id = Number(number);
  if (!Number.isInteger(id) || id <= 0) {
    printNote(`${number} is not the number of a token. See: token list`);
    return STATUS.usage;
  }
  return withStore(async (store) => {
    const done = await revokeToken(store, 'system', id);
    if (!done.ok) return printError(done.error);
    if (json) printJson({ id, revoked: true });
    else printLine(`Token ${id} revoked.`);
    return STATUS.done;
  });
}

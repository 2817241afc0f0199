import { type Command, Option } from 'commander';
import type { AppError } from '../../kernel/app-error.ts';
import { problemsOf } from '../../kernel/contract/problems.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { ROLES, type Role } from '../../kernel/permission/role.ts';
import { fail, type Result } from '../../kernel/result.ts';
import { addPerson, disablePerson, enablePerson, setPassword, setRole } from '../../people/actions/manage-people.ts';
import { email as emailSchema, newPerson, passwordChange } from '../../people/contract/people.ts';
import { listPeople } from '../../people/queries/people.ts';
import { personByEmail } from '../../people/store/people.ts';
import type { Store } from '../../platform/database/database.ts';
import { STATUS } from '../exit-status.ts';
import { printError, printJson, printLine, printNote, table } from '../output.ts';
import { readPassword } from '../read-password.ts';
import { withStore } from '../with-store.ts';

type Json = { json?: true };

const roleOption = () => new Option('--role <role>', 'the person’s role').choices(ROLES).makeOptionMandatory();

/**
 * `dateline user add|list|set-role|disable|enable|set-password`. Passwords come from standard input, never as an
 * argument.
 */
export function userCommand(program: Command): void {
  const user = program.command('user').description('manage people and their roles');
  user
    .command('add')
    .description('add a person; the password is read as one line from standard input')
    .requiredOption('--email <address>', 'the address to sign in with')
    .requiredOption('--name <name>', 'the name that others see')
    .addOption(roleOption())
    .option('--json', 'print the person as JSON')
    .action(async (options: { email: string; name: string; role: Role } & Json) => {
      process.exitCode = await add(options);
    });
  user
    .command('list')
    .description('list people')
    .option('--json', 'print the list as JSON')
    .action(async (options: Json) => {
      process.exitCode = await withStore((store) => list(store, options));
    });
  user
    .command('set-role')
    .description('change a person’s role; their sessions end')
    .requiredOption('--email <address>', 'whose role')
    .addOption(roleOption())
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { email: string; role: Role } & Json) => {
      process.exitCode = await change(options, { role: options.role }, (store, id) =>
        setRole(store, 'system', id, options.role),
      );
    });
  user
    .command('disable')
    .description('disable a person; what they wrote stays')
    .requiredOption('--email <address>', 'who')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { email: string } & Json) => {
      process.exitCode = await change(options, { disabled: true }, (store, id) => disablePerson(store, 'system', id));
    });
  user
    .command('enable')
    .description('enable a person; their earlier tokens and sessions stay ended')
    .requiredOption('--email <address>', 'who')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { email: string } & Json) => {
      process.exitCode = await change(options, { disabled: false }, (store, id) => enablePerson(store, 'system', id));
    });
  user
    .command('set-password')
    .description('set a person’s password, read as one line from standard input; their tokens and sessions end')
    .requiredOption('--email <address>', 'whose password')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { email: string } & Json) => {
      process.exitCode = await newPassword(options);
    });
}

async function newPassword(options: { email: string } & Json): Promise<number> {
  const input = passwordChange.safeParse({ password: await readPassword() });
  if (!input.success) return printError({ code: 'invalid', fields: problemsOf(input.error) });
  return change(options, { password: true }, (store, id) => setPassword(store, 'system', id, input.data.password));
}

async function add({ email, name, role, json }: { email: string; name: string; role: Role } & Json): Promise<number> {
  const input = newPerson.safeParse({ email, name, role, password: await readPassword() });
  if (!input.success) return printError({ code: 'invalid', fields: problemsOf(input.error) });
  return withStore(async (store) => {
    const made = await addPerson(store, 'system', input.data);
    if (!made.ok) return printError(made.error);
    const person = { id: made.value.id, email: input.data.email, name: input.data.name, role: input.data.role };
    if (json) printJson(person);
    else printLine(`${person.name} (${person.email}) can sign in as ${person.role}.`);
    return STATUS.done;
  });
}

async function list(store: Store, { json }: Json): Promise<number> {
  const people = await listPeople(store);
  if (json) printJson(people);
  else if (people.length)
    printLine(
      table([
        ['EMAIL', 'NAME', 'ROLE', ''],
        ...people.map((person) => [person.email, person.name, person.role, person.disabledAt ? 'disabled' : '']),
      ]),
    );
  else printNote('No people yet. Run npm start and open the link that it prints, or: npm run dateline -- user add');
  return STATUS.done;
}

async function change(
  { email, json }: { email: string } & Json,
  outcome: Record<string, unknown>,
  make: (store: Store, id: PersonId) => Promise<Result<unknown, AppError>>,
): Promise<number> {
  const address = emailSchema.safeParse(email);
  if (!address.success)
    return printError({ code: 'invalid', fields: [{ field: 'email', message: 'is not a valid email address.' }] });
  return withStore(async (store) => {
    const person = await personByEmail(store, address.data);
    const done = person
      ? await make(store, person.id)
      : fail({ code: 'not-found', what: `A person with the address ${address.data}` } as const);
    if (!done.ok) return printError(done.error);
    if (json) printJson({ email: address.data, ...outcome });
    else printLine(`Done: ${address.data}.`);
    return STATUS.done;
  });
}

import { type Environment, readEnvironment } from '../platform/environment/environment.ts';

/** A setting that cannot be right: exit status 2, with every problem named. */
export class WrongSettings extends Error {}

/** The environment, or a WrongSettings that names each variable, what is wrong and what to do. */
export function checkedEnvironment(): Environment {
  const read = readEnvironment();
  if (read.ok) return read.value;
  throw new WrongSettings(read.error.map(({ name, problem, remedy }) => `${name} ${problem}\n  ${remedy}`).join('\n'));
}

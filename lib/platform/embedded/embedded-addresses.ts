import { keptSecret } from '../environment/home.ts';
import { APP_ROLE } from './embedded-role.ts';

export const SUPERUSER = 'postgres';
export const DATABASE = 'dateline';
export const PASSWORD_FILE = 'postgres-password';
export const APP_PASSWORD_FILE = 'postgres-app-password';

/** The address for the app's own role, who owns the archive and is no superuser. */
export function appUrl(home: string, port: number): string {
  return `postgresql://${APP_ROLE}:${keptSecret(home, APP_PASSWORD_FILE)}@127.0.0.1:${port}/${DATABASE}`;
}

/** The address for the superuser, who sets up what the app's role may not. */
export function superuserUrl(home: string, port: number): string {
  return `postgresql://${SUPERUSER}:${keptSecret(home, PASSWORD_FILE)}@127.0.0.1:${port}/${DATABASE}`;
}

import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Handler } from './api.ts';

const API = path.resolve(import.meta.dirname, '../../app/api/v1');

/** Every handler below app/api/v1, by method and by the path that its folder gives. */
export async function everyHandler(): Promise<Map<string, Handler>> {
  const handlers = new Map<string, Handler>();
  for (const file of readdirSync(API, { recursive: true, encoding: 'utf8' }).filter(
    (name) => path.basename(name) === 'route.ts',
  )) {
    const address = `/${path.dirname(file).replaceAll(path.sep, '/').replaceAll('[', '{').replaceAll(']', '}')}`;
    for (const [method, handler] of Object.entries((await import(path.join(API, file))) as Record<string, Handler>))
      handlers.set(`${method} ${address}`, handler);
  }
  return handlers;
}

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Result } from '../../../kernel/result.ts';
import { setting, variables } from '../../../platform/environment/environment.ts';
import { isInnerAddress, isInnerHost } from '../../../platform/outgoing/inner-address.ts';
import { hostOfRemote } from '../../../runs/contract/git-remote.ts';

/** Finds the addresses of a name. */
type Resolver = (host: string, how: { all: true }) => Promise<{ address: string }[]>;

const INNER = 'points to this machine or a private network. Set GIT_ALLOW_INNER=true to allow that.';

/**
 * What is wrong with where a git remote leads, as the rest of a sentence that begins with its name; undefined where
 * nothing is. A repository on a disk of this machine leads nowhere, and a name that is not known now is left to git to
 * tell of.
 */
export async function innerRemoteProblem(remote: string, resolver: Resolver = lookup): Promise<string | undefined> {
  return (await lookAt(remote, resolver)).problem;
}

/**
 * Checks where a git remote leads, and gives the settings of git that hold it to the addresses which were found: it
 * would look a name up again otherwise, and may be told of an inner one then. They are for https: ssh knows its host by
 * a key, and whoever runs Dateline may have told ssh another way there.
 */
export async function checkedRemote(remote: string, resolver: Resolver = lookup): Promise<Result<string[], string>> {
  const { problem, addresses } = await lookAt(remote, resolver);
  if (problem) return { ok: false, error: problem };
  if (!addresses || !remote.startsWith('https://')) return { ok: true, value: [] };
  const { hostname, port } = new URL(remote);
  const found = addresses.map(bracketed).join(',');
  // A name that ends with a dot is the same name, and git may leave the dot out.
  if (found)
    return {
      ok: true,
      value: [...new Set([hostname, hostname.replace(/\.$/, '')])].map(
        (name) => `http.curloptResolve=${name}:${port || 443}:${found}`,
      ),
    };
  // A proxy looks names up by itself.
  return hasProxy()
    ? { ok: true, value: [] }
    : {
        ok: false,
        error: `is at a host that was not found: ${hostname}. Check the address of the target and the network.`,
      };
}

/** What is wrong, or the addresses that a host has now; those undefined where it is not looked up. */
async function lookAt(remote: string, resolver: Resolver): Promise<{ problem?: string; addresses?: string[] }> {
  const host = hostOfRemote(remote);
  if (host === undefined || setting('GIT_ALLOW_INNER') === 'true') return {};
  if (isInnerHost(host)) return { problem: INNER };
  if (isIP(host.replace(/^\[|\]$/g, ''))) return {};
  const found = (await resolver(host, { all: true }).catch(() => [])).map(({ address }) => address);
  return found.some(isInnerAddress) ? { problem: INNER } : { addresses: found };
}

const bracketed = (address: string) => (isIP(address) === 6 ? `[${address}]` : address);

function hasProxy(): boolean {
  return Object.entries(variables()).some(([name, value]) => value && /^(?:https|all)_proxy$/i.test(name));
}

import { useEffect, useState } from 'react';
import type { ApiAnswer } from '#components/api-client.ts';

/** What a one-time link turned out to be. `none`: the address holds no secret at all. */
export type LinkState<T> =
  | { is: 'looking' | 'none' }
  | { is: 'dead'; says: string }
  | { is: 'open'; secret: string; value: T };

/**
 * Takes the secret from behind the # of the address, where no server and no other site sees it, and asks what it opens
 * by `look`, which stays the same.
 */
export function useLinkSecret<T>(look: (secret: string) => Promise<ApiAnswer<T>>): LinkState<T> {
  const [state, setState] = useState<LinkState<T>>({ is: 'looking' });
  useEffect(() => {
    let gone = false;
    async function open() {
      const secret = location.hash.slice(1);
      if (!secret) return setState({ is: 'none' });
      const answer = await look(secret);
      if (!gone)
        setState(answer.ok ? { is: 'open', secret, value: answer.value } : { is: 'dead', says: answer.problem.detail });
    }
    void open();
    // Another link pasted into the same tab changes nothing but what comes after the #.
    addEventListener('hashchange', open);
    return () => {
      gone = true;
      removeEventListener('hashchange', open);
    };
  }, [look]);
  return state;
}

import { useEffect, useState } from 'react';
import { callApi } from '#components/api-client.ts';

/** What a one-time link turned out to be. `none`: the address holds no secret at all. */
export type LinkState<T> = { is: 'looking' | 'none' } | { is: 'dead'; says: string } | { is: 'open'; secret: string; value: T };

/** Takes the secret from behind the # of the address, where no server and no other site sees it, and asks what it opens. */
export function useLinkSecret<T>(path: string): LinkState<T> {
  const [state, setState] = useState<LinkState<T>>({ is: 'looking' });
  useEffect(() => {
    let gone = false;
    async function look() {
      const secret = location.hash.slice(1);
      if (!secret) return setState({ is: 'none' });
      const answer = await callApi<T>('POST', path, { secret });
      if (!gone) setState(answer.ok ? { is: 'open', secret, value: answer.value } : { is: 'dead', says: answer.problem.detail });
    }
    void look();
    // Another link pasted into the same tab changes nothing but what stands behind the #.
    addEventListener('hashchange', look);
    return () => {
      gone = true;
      removeEventListener('hashchange', look);
    };
  }, [path]);
  return state;
}

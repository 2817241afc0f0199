import Link from 'next/link';
import { Entrance } from './entrance.tsx';

/** What a one-time link shows that opens nothing; why is not told, since it would tell strangers too. */
export function DeadLink({ says }: { says?: string | undefined }) {
  return (
    <Entrance
      title="This link does not work"
      lead={
        says ??
        'It was already used, has expired, was revoked, or was not copied completely. Ask an admin for a new one.'
      }
    >
      <p>
        If you have a password, <Link href="/sign-in">sign in</Link>.
      </p>
    </Entrance>
  );
}

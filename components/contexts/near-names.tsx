import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ApiProblem } from '#components/api-client.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { NearName } from '#lib/kernel/app-error.ts';
import { countOf } from '#lib/kernel/count-of.ts';

/** Says which contexts a new name looks like, and offers to give it despite that. */
export function NearNames({
  near,
  action,
  onDespite,
}: {
  near: readonly NearName[];
  action: string;
  onDespite(): void;
}) {
  return (
    <Notice kind="warning" title="This looks like an existing context" urgent>
      <ul>
        {near.map(({ id, name, alias, entries }) => (
          <li key={id}>
            <Link href={`/contexts/${id}`}>
              <bdi>{name}</bdi>
            </Link>
            {alias && ` (${alias})`}, {entries === 0 ? 'no entries' : countOf(entries, 'entry', 'entries')}
          </li>
        ))}
      </ul>
      <Button variant="default" size="compact-sm" onClick={onDespite}>
        {action}
      </Button>
    </Notice>
  );
}

/** The contexts with names like the one that was given, where that is why it was refused. */
export function nearIn(problem: (ApiProblem & { near?: readonly NearName[] }) | undefined) {
  return problem?.near;
}

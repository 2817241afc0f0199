'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { useCommands } from '#components/shell/commands.ts';

/** Follows an entry, or stops; pressing it again undoes it. Whoever writes on a proposal hears of it anyway. */
export function FollowButton({ entry, following: initial }: { entry: number; following: boolean }) {
  const [following, setFollowing] = useState(initial);
  const [busy, setBusy] = useState(false);

  async function toggle() {
    setBusy(true);
    const answer = await callApi(following ? 'unfollowEntry' : 'followEntry', { params: { id: entry } });
    setBusy(false);
    if (answer.ok) setFollowing(answer.value.following);
    else notifications.show({ color: 'red', title: answer.problem.title, message: answer.problem.detail });
  }

  useCommands([{ name: following ? 'Stop following this entry' : 'Follow this entry', run: () => void toggle() }]);
  return (
    <Button
      variant="default"
      size="xs"
      aria-pressed={following}
      leftSection={following ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
      disabled={busy}
      onClick={toggle}
    >
      {following ? 'Following' : 'Follow'}
    </Button>
  );
}

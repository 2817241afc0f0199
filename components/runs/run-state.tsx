import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconPlayerPlay } from '@tabler/icons-react';
import { Badge, type BadgeFace } from '#components/ui/state-badge.tsx';
import type { RunView } from '#lib/exchange/runs/runs.ts';

const FACES: Readonly<Record<RunView['state'], BadgeFace>> = {
  waiting: { text: 'Waiting', tone: 'quiet', Icon: IconClock },
  running: { text: 'Running', tone: 'open', Icon: IconPlayerPlay },
  done: { text: 'Done', tone: 'good', Icon: IconCircleCheck },
  failed: { text: 'Failed', tone: 'bad', Icon: IconAlertTriangle },
  cancelled: { text: 'Cancelled', tone: 'quiet', Icon: IconBan },
};

/** The state of a run, in words, with a sign and a colour beside them. */
export function RunState({ state }: { state: RunView['state'] }) {
  return <Badge state={state} face={FACES[state]} />;
}

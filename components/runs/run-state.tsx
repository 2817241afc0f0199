import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconPlayerPlay } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import '#components/ui/state-badge.css';
import './runs.css';

type Face = { text: string; Icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> };

const FACES: Readonly<Record<RunView['state'], Face>> = {
  waiting: { text: 'Waiting', Icon: IconClock },
  running: { text: 'Running', Icon: IconPlayerPlay },
  done: { text: 'Done', Icon: IconCircleCheck },
  failed: { text: 'Failed', Icon: IconAlertTriangle },
  cancelled: { text: 'Cancelled', Icon: IconBan },
};

/** Where a run stands, in words, with a sign and a colour beside them. */
export function RunState({ state }: { state: RunView['state'] }) {
  const { text, Icon } = FACES[state];
  return (
    <span className="state-badge run-state" data-state={state}>
      <Icon size={13} aria-hidden />
      {text}
    </span>
  );
}

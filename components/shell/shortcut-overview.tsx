'use client';

import { Modal, Switch } from '@mantine/core';
import { useSingleKeys } from './single-keys.ts';

const GROUPS: readonly { name: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    name: 'Everywhere',
    keys: [
      ['n', 'New entry (on a day: on that day)'],
      ['g d', 'Go to the desk'],
      ['g r', 'Go to the review queue'],
      ['g c', 'Go to the calendar'],
      ['?', 'This overview'],
    ],
  },
  {
    name: 'On a day',
    keys: [
      ['[', 'The day before'],
      [']', 'The day after'],
      ['Alt ↑', 'Move the entry in focus up'],
      ['Alt ↓', 'Move the entry in focus down'],
    ],
  },
  {
    name: 'In an entry',
    keys: [
      ['Ctrl S', 'Save'],
      ['Ctrl Enter', 'Submit for review'],
    ],
  },
];

/** The shortcuts in one place, and the switch for those of a single key, which speech input can set off by accident. `reviews`: whether this person may. */
export function ShortcutOverview({ opened, onClose, reviews }: { opened: boolean; onClose: () => void; reviews: boolean }) {
  const [enabled, setEnabled] = useSingleKeys();
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      {GROUPS.map(({ name, keys }) => (
        <section key={name} className="shortcut-group">
          <h3>{name}</h3>
          <dl className="shortcut-list">
            {keys
              .filter(([key]) => reviews || key !== 'g r')
              .map(([key, what]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <Switch label="Shortcuts of single keys are on" checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
    </Modal>
  );
}

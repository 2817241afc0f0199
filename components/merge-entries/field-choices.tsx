import { Radio } from '@mantine/core';
import base from '#components/ui/base.module.css';
import type { MergeSide } from '#lib/editorial/entries/queries/merge-view.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import { CHOSEN_FIELDS, type Choice, type ChosenField } from '#lib/kernel/revision/merge-entry-texts.ts';
import styles from './merge-entries.module.css';

type Props = {
  keep: MergeSide;
  merge: MergeSide;
  choice: Choice;
  onChoose(field: ChosenField, whose: 'keep' | 'merge'): void;
};

/** The texts that differ, each with both to choose from. */
export function FieldChoices({ keep, merge, choice, onChoose }: Props) {
  const differing = CHOSEN_FIELDS.filter((field) => keep.fields[field] !== merge.fields[field]);
  if (!differing.length) return <p>Topic, headline and summary are the same in both.</p>;
  return (
    <div className={styles.fields}>
      {differing.map((field) => (
        <Radio.Group
          key={field}
          label={FIELD_NAMES[field]}
          value={choice[field] ?? 'keep'}
          onChange={(whose) => onChoose(field, whose)}
        >
          <div className={styles.sides}>
            <Radio value="keep" label={keep.fields[field] || <Nothing />} description="From the kept entry" />
            <Radio value="merge" label={merge.fields[field] || <Nothing />} description="From the merged entry" />
          </div>
        </Radio.Group>
      ))}
    </div>
  );
}

function Nothing() {
  return <span className={base.dimmed}>Nothing</span>;
}

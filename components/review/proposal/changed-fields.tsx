import type { ReactNode } from 'react';
import { ChangeView } from '#components/diff/change-view.tsx';
import type { ChangeNames } from '#lib/editorial/review/queries/change-names.ts';
import type { FieldChange } from '#lib/kernel/revision/changes.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import { namedIn } from '../named-in.ts';
import styles from './proposal.module.css';

type Props = {
  changes: readonly FieldChange[];
  names: ChangeNames;
  beside?: (field: FieldChange['field']) => ReactNode;
};

/** What became of each field that changed, word by word or item by item. `beside` says more of one. */
export function ChangedFields({ changes, names, beside }: Props) {
  const named = namedIn(names);
  return (
    <dl className={styles.fields}>
      {changes.map((change) => (
        <div key={change.field} className={styles.field}>
          <dt>{FIELD_NAMES[change.field]}</dt>
          <dd>
            <ChangeView change={change} named={named} />
            {beside?.(change.field)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

'use client';

import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { MarkdownSource } from '#components/ui/markdown-source.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { Day } from '#lib/kernel/day.ts';
import { isOneOf } from '#lib/kernel/one-of.ts';
import { keysOf } from '#lib/kernel/record.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import type { RevisionText } from '#lib/kernel/revision/text.ts';
import type { Names } from '../fields/use-names.ts';
import { useToAscii } from '../fields/use-to-ascii.ts';
import { useEntryForm } from '../form/entry-form.ts';
import { inputFrom, joined } from '../form/entry-text.ts';
import type { NewerRevision } from '../model/ahead.ts';
import { namesOf } from '../together/people-here.tsx';
import { fieldNames } from '../together/together-row.tsx';
import styles from './page.module.css';
import { pageText } from './page-text.ts';

type Props = {
  before: RevisionText | undefined;
  ahead: NewerRevision | undefined;
  baseline: EntryFields;
  frozen: { path: string; day: Day } | undefined;
  names: Names;
};

/**
 * The exact page as an export will write it, while it is being typed: with what others saved meanwhile, as the next
 * save joins it.
 */
export function PagePreview({ before, ahead, baseline, frozen, names }: Props) {
  const { control } = useEntryForm();
  const fields = useDeferredValue(useWatch({ control }) as EntryFields);
  const toAscii = useToAscii(fields.headline);
  const page = useMemo(
    () =>
      pageText(before, inputFrom(ahead ? joined(baseline, ahead.text, fields) : fields), frozen, names.lookup, toAscii),
    [ahead, baseline, before, fields, frozen, names, toAscii],
  );
  const last = useRef<{ text: string; path: string }>(undefined);
  useEffect(() => {
    if ('text' in page) last.current = page;
  }, [page]);
  const shown = 'text' in page ? page : last.current;
  const waiting = fields.related.some((item) => 'entry' in item && names.target(item.entry) === undefined);
  return (
    <div className={styles.pagePreview}>
      {'problems' in page && (
        <Notice kind="warning" title="The page cannot be generated yet">
          {page.problems.map(({ field, message }) => `${nameOf(field)} ${message}`).join(' ')}
          {shown && ' The last valid page is shown below.'}
        </Notice>
      )}
      {shown && <MarkdownSource text={shown.text} label="The page as exported" path={shown.path} />}
      <p className={styles.pagePreviewNote}>
        {frozen
          ? 'The address stays the same as long as the day does.'
          : 'The address is fixed at the first publication.'}
        {ahead &&
          ahead.fields.length > 0 &&
          ` Includes what ${namesOf(ahead.by.map((name) => ({ name })))} changed (${fieldNames(ahead.fields)}), as ` +
            'saved.'}
        {waiting && ' Loading related entries…'}
      </p>
    </div>
  );
}

/** What people call the field that a problem is at, such as `sources.0.url`. */
function nameOf(field: string): string {
  const [name] = field.split('.');
  return isOneOf(keysOf(FIELD_NAMES), name) ? FIELD_NAMES[name] : field;
}

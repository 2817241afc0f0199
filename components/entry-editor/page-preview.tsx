'use client';

import { type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { FIELD_NAMES } from '#components/diff/field-names.ts';
import { MarkdownSource } from '#components/ui/markdown-source.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Day } from '#lib/domain/day.ts';
import type { FieldChange } from '#lib/domain/revision/changes.ts';
import type { RevisionText } from '#lib/domain/revision/text.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { Ahead } from './ahead.ts';
import { useEntryForm } from './entry-form.ts';
import { inputFrom, joined } from './entry-text.ts';
import { pageText } from './page-text.ts';
import { namesOf } from './people-here.tsx';
import { fieldNames } from './together-row.tsx';
import type { Names } from './use-names.ts';

type Props = { before: RevisionText | undefined; ahead: Ahead | undefined; baseline: RefObject<EntryFields>; frozen: { path: string; day: Day } | undefined; names: Names };

/** The exact page as an export will write it, while it is being typed: with what others saved meanwhile, as the next save joins it. */
export function PagePreview({ before, ahead, baseline, frozen, names }: Props) {
  const { control } = useEntryForm();
  const fields = useDeferredValue(useWatch({ control }) as EntryFields);
  const page = useMemo(
    () => pageText(before, inputFrom(ahead ? joined(baseline.current, ahead.text, fields) : fields), frozen, names.lookup),
    [ahead, baseline, before, fields, frozen, names],
  );
  const last = useRef<{ text: string; path: string }>(undefined);
  useEffect(() => {
    if ('text' in page) last.current = page;
  }, [page]);
  const shown = 'text' in page ? page : last.current;
  const waiting = fields.related.some((item) => 'event' in item && names.target(item.event) === undefined);
  return (
    <div className="page-preview">
      {'problems' in page && (
        <Notice kind="care" title="The page cannot be made like this">
          {page.problems.map(({ field, message }) => `${FIELD_NAMES[field.split('.')[0] as FieldChange['field']] ?? field} ${message}`).join(' ')}
          {shown && ' Below is the page as it was before.'}
        </Notice>
      )}
      {shown && <MarkdownSource text={shown.text} label="The page as exported" path={shown.path} />}
      <p className="page-preview-note">
        {frozen ? 'The address stays as long as the day does.' : 'The address is fixed at the first publication.'}
        {ahead && ahead.fields.length > 0 && ` With what ${namesOf(ahead.by.map((name) => ({ name })))} changed (${fieldNames(ahead.fields)}), as the saved text has it.`}
        {waiting && ' Asking for the related pages…'}
      </p>
    </div>
  );
}

'use client';

import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { freeSlug, slugFrom, slugNote, slugOf } from '#lib/kernel/slug.ts';
import { sentence, useEntryForm } from '../form/entry-form.ts';
import styles from './fields.module.css';
import { useToAscii } from './use-to-ascii.ts';

/**
 * The address has its own place in the form: what the headline gives, until somebody types another. `fixed` is the name
 * of its file once it has one, `saved` what was chosen then.
 */
export function AddressField({ fixed, saved }: { fixed: string | undefined; saved: string }) {
  const { control, setValue } = useEntryForm();
  const headline = useWatch({ control, name: 'headline' });
  const { field, fieldState } = useController({ control, name: 'slug' });
  const [typed, setTyped] = useState<string>();
  const toAscii = useToAscii(`${headline} ${typed ?? ''}`);
  const proposed = freeSlug(slugOf(headline, toAscii), () => false);
  const chosen = field.value ?? '';
  const slug = fixed ?? (chosen || (headline.trim() ? proposed : ''));
  // Somebody published it while this form was open, or a kept text is older: nothing else can be said of its address
  // from then on.
  useEffect(() => {
    if (fixed !== undefined && chosen !== saved) setValue('slug', saved);
  }, [fixed, saved, chosen, setValue]);
  // Letters of other scripts are written in those of ASCII once their table is here.
  useEffect(() => {
    if (typed === undefined) return;
    const said = slugFrom(typed, toAscii);
    setValue('slug', said === proposed ? '' : said);
  }, [typed, toAscii, proposed, setValue]);
  const propose = () => {
    setTyped(undefined);
    field.onChange('');
  };
  const warning = fixed === undefined && slug ? slugNote(slug) : undefined;
  return (
    <div className={styles.address}>
      <TextInput
        name={field.name}
        ref={field.ref}
        label="Address"
        value={typed ?? slug}
        readOnly={fixed !== undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          setTyped(undefined);
          field.onBlur();
        }}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={aboutAddress(fixed !== undefined, chosen !== '')}
        error={sentence('Address', fieldState.error?.message)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
      />
      <p className={styles.length} role="status">
        {warning}
      </p>
      {fixed === undefined && chosen !== '' && (
        <Button size="compact-xs" variant="subtle" onClick={propose}>
          Use the suggested address
        </Button>
      )}
    </div>
  );
}

function aboutAddress(isFixed: boolean, isChosen: boolean): string {
  if (isFixed) return 'Fixed since first publication.';
  return isChosen
    ? 'Set by hand. Fixed at first publication.'
    : 'Follows the headline until you edit it. Fixed at first publication.';
}

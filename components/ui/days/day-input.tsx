'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import { onKeys } from '#components/keys/on-keys.ts';
import { isDayField, understandDay } from './understand-day.ts';

/**
 * A field for a day, which may be typed in any usual form, on every system the same; it echoes the day as YYYY-MM-DD.
 */
export function DayInput({ onBlur, ...props }: TextInputProps) {
  const understand = ({ target }: { target: EventTarget }) => isDayField(target) && understandDay(target);
  return (
    <TextInput
      placeholder="2013-01-19"
      autoComplete="off"
      {...props}
      data-day
      onBlur={(event) => {
        understand(event);
        onBlur?.(event);
      }}
      onKeyDown={onKeys([
        'Enter',
        (event) => {
          understand(event);
          return false;
        },
      ])}
    />
  );
}

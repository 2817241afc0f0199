import type { ReactNode } from 'react';
import { fieldSentence, messageIn } from './field-sentence.ts';

/** What is wrong with a field, in words. */
function FieldError({ label, message }: { label: string; message: string }) {
  return <span dir="auto">{fieldSentence(label, message)}</span>;
}

/** The same for the `error` of an input: undefined where nothing is wrong. */
export function fieldError(label: string, error: unknown): ReactNode {
  const message = messageIn(error);
  return message ? <FieldError label={label} message={message} /> : undefined;
}

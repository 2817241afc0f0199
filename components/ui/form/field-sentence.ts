/**
 * What is wrong with a field, as one sentence. Schemas word a problem to follow the name of its field: “is empty.” A
 * message that is a sentence of its own is shown as it is.
 */
export function fieldSentence(label: string, message: string): string {
  if (message.startsWith('must be ')) return `Enter ${message.slice('must be '.length)}`;
  if (message === 'is empty.' && !isPointing(label)) return `Enter ${named(label)}.`;
  if (message.startsWith('is empty. ')) return message.slice('is empty. '.length);
  if (message.startsWith('is not a valid day.')) return 'Enter a valid day as YYYY-MM-DD.';
  if (message.startsWith('is missing. ')) return `Choose ${named(label)}.`;
  return followsAName(message) ? `${label} ${message}` : message;
}

/** A message about one of several values begins with that value: “pier.example belongs to …” */
function followsAName(message: string): boolean {
  return /^[a-z]+ /.test(message) && !message.includes(' belongs to ');
}

/** A label that points at its field instead of naming it. */
function isPointing(label: string): boolean {
  return label === 'This' || label === 'It';
}

function named(label: string): string {
  const small = label.slice(0, 1).toLowerCase() + label.slice(1);
  return /^(?:the|your|a|an) /.test(small) ? small : `the ${small}`;
}

/** The first message within the error of a field, or of a field that holds others. */
export function messageIn(error: unknown): string | undefined {
  if (!error || typeof error !== 'object') return undefined;
  if ('message' in error && typeof error.message === 'string') return error.message;
  if ('ref' in error) return undefined;
  return Object.values(error).map(messageIn).find(Boolean);
}

/**
 * What no text of one line holds: control characters, and the separators of lines and paragraphs. The form and the
 * server go by the same.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/;
const EACH_RUN = new RegExp(CONTROL, 'g');

/** Whether a text holds a line break or another control character. */
export function holdsControl(text: string): boolean {
  return CONTROL.test(text);
}

/** A text as one line: what is typed or pasted with line breaks, tabs or other control characters gets spaces. */
export function asOneLine(text: string): string {
  return text.replace(EACH_RUN, ' ');
}

/** What is wrong with a text as one line of at most so many characters; undefined where nothing is. */
export function lineProblem(text: string, longest: number): string | undefined {
  if (text.length > longest) return `is longer than ${longest} characters.`;
  if (!text.isWellFormed()) return 'contains a broken character. Type it again.';
  return holdsControl(text) ? 'contains a line break or a control character. Write it on one line.' : undefined;
}

/** Whatever could be more than itself to a reader of Markdown: nearly every text has none of it. */
const SIGNS = /[[\]<\\`]|:/;
const HTML = /<[a-z/!?]/i;
const ADDRESS = /(?:https?|ftp):\/\/|(?:mailto|xmpp):\S/i;
const DEFINITION = /^\[.*\]:/;
const CODE = /(?<!`)(`+)(?!`)[^`]*(?<!`)\1(?!`)/g;
const FENCE = /^(?:```|~~~)/;

/**
 * What readers of Markdown would make of a text beyond showing it, a link or HTML, as what is wrong with it; undefined
 * where they would make nothing. What only looks different to them, as stars and entities do, is no problem
 * (`readerNote`).
 */
export function markupProblem(text: string): string | undefined {
  if (!SIGNS.test(text)) return undefined;
  if (text.includes(']('))
    return 'contains “](”, which Markdown turns into a link. Put something between the two characters.';
  const tag = HTML.exec(text)?.[0];
  if (tag) return `contains “${tag}”, which Markdown reads as HTML. Put a space after the “<”, or write it in words.`;
  if (ADDRESS.test(text))
    return 'contains a web address, which Markdown turns into a link. Add it to the sources, or remove the “https://”.';
  return undefined;
}

/** The same of a text that is within a link or a heading with one, where brackets have to come in pairs. */
export function linkTextProblem(text: string): string | undefined {
  return SIGNS.test(text) ? (markupProblem(text) ?? bracketProblem(text)) : undefined;
}

/** The same of the name of a source, which is all link: an address within it stays text. */
export function sourceNameProblem(name: string): string | undefined {
  return linkTextProblem(name.replaceAll('://', ' '));
}

/** The same of the name of a context, which pages list among others in a line of their own and behind links. */
export function contextNameProblem(name: string): string | undefined {
  if (name.includes('_Context:'))
    return 'contains “_Context:”, which starts the list of contexts on a page. Remove it.';
  return name.includes('`') ? "contains a backtick, which hides links next to it. Write ’ or '." : markupProblem(name);
}

/** The same of a text that is a paragraph of its own. */
export function paragraphProblem(text: string): string | undefined {
  if (DEFINITION.test(text)) return 'begins like a Markdown link definition, which is not shown. Begin with a word.';
  if (FENCE.test(text))
    return `begins with “${text.slice(0, 3)}”, which turns everything after it into code. Begin with a word.`;
  return markupProblem(text);
}

function bracketProblem(text: string): string | undefined {
  if (text.endsWith('\\')) return 'ends with a backslash, which breaks links to it. Remove it.';
  if (text.replace(CODE, '').includes('`'))
    return "contains an unmatched backtick, which breaks links to it. Write ’ or '.";
  if (!/[[\]]/.test(text)) return undefined;
  if (/[\\`]/.test(text))
    return 'contains square brackets next to a backslash or a backtick, which breaks links to it. Remove one of them.';
  return isBalanced(text, '[', ']')
    ? undefined
    : 'contains an unmatched square bracket, which breaks links to it. Add the other one, or use ( ).';
}

/** Whether each opening sign of a text has its closing one behind it, and the other way round. */
export function isBalanced(text: string, opening: string, closing: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === opening) open += 1;
    if (sign === closing) open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

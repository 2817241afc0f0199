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
    return 'holds “](”, of which readers of Markdown make a link. Put something between the two signs.';
  const tag = HTML.exec(text)?.[0];
  if (tag)
    return `holds “${tag}”, which readers of Markdown take for HTML. Put a space after the “<”, or write it in words.`;
  if (ADDRESS.test(text))
    return 'holds an address, of which readers of Markdown make a link. Put it into the sources, or leave its beginning out.';
  return undefined;
}

/** The same of a text that stands within a link or a heading with one, where brackets have to come in pairs. */
export function linkTextProblem(text: string): string | undefined {
  return SIGNS.test(text) ? (markupProblem(text) ?? bracketProblem(text)) : undefined;
}

/** The same of the name of a source, which is all link: an address within it stays text. */
export function sourceNameProblem(name: string): string | undefined {
  return linkTextProblem(name.replaceAll('://', ' '));
}

/** The same of the name of a context, which pages list among others in a line of their own and behind links. */
export function contextNameProblem(name: string): string | undefined {
  if (name.includes('_Context:')) return 'holds “_Context:”, by which pages begin the list of contexts. Leave it out.';
  return name.includes('`') ? "holds a backtick, which hides links beside it. Write ’ or '." : markupProblem(name);
}

/** The same of a text that is a paragraph of its own. */
export function paragraphProblem(text: string): string | undefined {
  if (DEFINITION.test(text))
    return 'begins like the definition of a link, which readers of Markdown hide. Begin with a word.';
  if (FENCE.test(text))
    return `begins with “${text.slice(0, 3)}”, after which readers of Markdown take all for code. Begin with a word.`;
  return markupProblem(text);
}

function bracketProblem(text: string): string | undefined {
  if (text.endsWith('\\')) return 'ends with a backslash, which breaks the links to it. Leave it out.';
  if (text.replace(CODE, '').includes('`'))
    return "holds a backtick without its partner, which breaks the links to it. Write ’ or '.";
  if (!/[[\]]/.test(text)) return undefined;
  if (/[\\`]/.test(text))
    return 'holds square brackets beside a backslash or a backtick, which breaks the links to it. Leave one of them out.';
  return isBalanced(text, '[', ']')
    ? undefined
    : 'holds a square bracket without its partner, which breaks the links to it. Add the other one, or use ( ).';
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

/** A command of a block of shell lines: its words, and what is before a program (`NAME=value`) left out. */
export type ShellCommand = string[];

/**
 * The commands of a block: comments out, continued lines joined, pipes and `$(…)` taken apart, texts of `<<'WORD'` as a
 * last word of `curl -d`.
 */
export function shellCommands(block: string): ShellCommand[] {
  const whole = block
    .replaceAll('\\\n', ' ')
    .replaceAll(/@- <<'(\w+)'\n([\s\S]*?)\n\1(?=\n|$)/g, (_, _word, text: string) => `'${text.replaceAll('\n', ' ')}'`);
  return whole
    .split('\n')
    .flatMap((line) => commandsOf(wordsOf(line.replace(/^\w+=\$\((.*)\)$/, '$1'))))
    .filter((words) => words.length > 0);
}

/** The words of a line; a word in quotation marks is one. `|` and `&&` end a command. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/#.*$|\|\||&&|\||(?:'[^']*'|"[^"]*"|[^\s'"|])+/g);
  return [...words].map(([word]) => word).filter((word) => !word.startsWith('#'));
}

function commandsOf(words: readonly string[]): ShellCommand[] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word === '|' || word === '&&') commands.push([]);
    else if (commands.at(-1)?.length || !/^\w+=/.test(word))
      commands.at(-1)?.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return commands;
}

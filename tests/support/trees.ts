import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes files into a folder, by their paths inside it. */
export function writeTree(folder: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}

/** The files of a folder by their paths inside it; what begins with a dot is left out, whole folders too. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(path.sep).some((name) => name.startsWith('.')));
  return Object.fromEntries(paths.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/**
 * A small tree of the 2017 edition in our own words, with what real ones hold: spaces around a title, a topic, sources
 * in an order of their own, a related link with a label of its own, one that leads nowhere, contexts with commas and
 * accents, an entry that its day does not list, a day that lists a page which is not there, a README of its own.
 */
export function sampleTree(): Record<string, string> {
  const lighthouse = '/news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
  const storm = '/news/2031/04/8/storm-over-sel-pthe-harbour-closes.md';
  return {
    'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md': `### [2031-04-9](/news/2031/04/9/index.md)

#  The lighthouse of Sél is lit again. 

The lamp had been dark for a year.


### Source:

1. [Zenith](https://zenith.example/sel?a=1&amp;b=2)
2. [ (''Harbour Gazette](https://gazette.example/lighthouse)

### Related:

1. [Storm over Sél:The harbour closes, as it was first called](${storm}) _Context: Avila, Upper Town, Sél_
2. [A page ([http://old.example/x Old]) that nobody kept](/news/2029/01/2/gone.md) _Context: Sél_
`,
    'news/2031/04/9/unlisted.md': `### [2031-04-9](/news/2031/04/9/index.md)

# An entry that its day does not list



`,
    'news/2031/04/9/index.md': `## [2031-04-9](/news/2031/04/9/index.md)

### [ The lighthouse of Sél is lit again. ](${lighthouse})
The lamp had been dark for a year.

### [Listed, but its page was lost](/news/2031/04/9/lost.md)
### [Listed with contexts](/news/2031/04/9/lost-too.md)
_Context: Sél, ferry_

## [Previous Day...](/news/2031/04/8/index.md)

`,
    'news/2031/04/9/README.md': `## [2031-04-9](/news/2031/04/9/index.md)

### [An older order of the day](${lighthouse})
## [Previous Day...](/news/2031/04/8/index.md)

`,
    'news/2031/04/8/storm-over-sel-pthe-harbour-closes.md': `### [2031-04-8](/news/2031/04/8/index.md)

# Storm over Sél:The harbour closes



### Related:

1. [ The lighthouse of Sél is lit again. ](${lighthouse}) _Context: Avila, Upper Town, Sél_
`.replace('closes\n\n\n\n###', 'closes\n\n\n\n\n###'),
    'news/2031/04/8/index.md': `## [2031-04-8](/news/2031/04/8/index.md)

### [Storm over Sél:The harbour closes](${storm})
_Context: Avila, Upper Town, Sél,  harbour_

## [Previous Day...](/news/2031/04/7/index.md)

`,
    'news/2031/04/7/index.md': `## [2031-04-7](/news/2031/04/7/index.md)

## [Previous Day...](/news/2031/04/6/index.md)

`,
    'opinion/2031/04/4/on-storms/index.md': '# On storms\n\nFree prose, as it came.\n',
  };
}

/** A file that was chosen, and its path inside the tree. */
export type TreeFile = { path: string; file: File };

/** What a chosen folder holds: its pages, and how many files beside them are no pages. */
export type ChosenTree = { name: string; files: TreeFile[]; leftOut: number };

/** Folders that are in the root of a tree: whoever chooses one of them means the tree around it. */
const TOP_FOLDERS = new Set(['news', 'opinion', 'api', 'faq']);

/** The pages of a folder that was chosen in a file dialog, by the paths that the browser gives them. */
export function treeOfFiles(files: Iterable<File>): ChosenTree | undefined {
  return treeOf([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** The pages of a folder that was dropped. */
export async function treeOfEntry(folder: FileSystemDirectoryEntry): Promise<ChosenTree | undefined> {
  const found: TreeFile[] = [];
  const folders = [{ entry: folder, path: folder.name }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    for await (const entry of entriesOf(next.entry)) {
      const path = `${next.path}/${entry.name}`;
      if (isFolder(entry)) folders.push({ entry, path });
      else if (isFile(entry)) found.push({ path, file: await fileOf(entry) });
    }
  }
  return treeOf(found);
}

export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function treeOf(found: readonly TreeFile[]): ChosenTree | undefined {
  const name = found[0]?.path.split('/')[0];
  if (name === undefined) return undefined;
  const cut = TOP_FOLDERS.has(name) ? 0 : name.length + 1;
  const inTree = found
    .map(({ path, file }) => ({ path: path.slice(cut), file }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
  const files = inTree.filter(({ path }) => path.endsWith('.md')).sort((a, b) => (a.path < b.path ? -1 : 1));
  return { name, files, leftOut: inTree.length - files.length };
}

/** The entries of a folder. A reader gives them in portions, and an empty one is the last. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  const portion = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  for (let entries = await portion(); entries.length; entries = await portion()) yield* entries;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

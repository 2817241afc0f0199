import { SourceRejected } from './source-rejected.ts';

/**
 * The names met in a tree, packed or in a folder, to find those that a disk could take for one: the same twice, in
 * other case, with their accents written in another way, and a file where another entry has a folder.
 */
export class TreeNames {
  private readonly files = new Map<string, string>();
  private readonly folders = new Map<string, string>();

  /** Notes a name and the folders on its way. Throws where it cannot be beside those before it. */
  add(name: string): void {
    if (name.endsWith('/')) this.addFolder(name.slice(0, -1), name);
    else this.addFile(name);
  }

  private addFile(name: string): void {
    const key = keyOf(name);
    const twin = this.files.get(key);
    if (twin === name) throw new SourceRejected(`“${name}” is there twice.`);
    if (twin !== undefined)
      throw new SourceRejected(
        `“${name}” and “${twin}” are the same name on a disk that ignores case or the form of accents. Rename one ` +
          'of them.',
      );
    if (this.folders.has(key)) throw new SourceRejected(`“${name}” is both a file and a folder.`);
    this.files.set(key, name);
    const cut = name.lastIndexOf('/');
    if (cut > 0) this.addFolder(name.slice(0, cut), name);
  }

  private addFolder(name: string, entry: string): void {
    const key = keyOf(name);
    const twin = this.folders.get(key);
    if (twin === name) return;
    if (twin !== undefined)
      throw new SourceRejected(
        `“${entry}”: the folders “${name}” and “${twin}” are the same name on a disk that ignores case or the form ` +
          'of accents. Rename one of them.',
      );
    if (this.files.has(key)) throw new SourceRejected(`“${entry}”: “${name}” is both a file and a folder.`);
    this.folders.set(key, name);
    const cut = name.lastIndexOf('/');
    if (cut > 0) this.addFolder(name.slice(0, cut), entry);
  }
}

function keyOf(name: string): string {
  return name.normalize('NFD').toUpperCase().toLowerCase();
}

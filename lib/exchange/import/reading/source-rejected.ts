/**
 * A source that an import refuses as a whole, with the reason and, of an archive, the entry's name. Nothing of it is
 * taken in.
 */
export class SourceRejected extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedSource';
  }
}

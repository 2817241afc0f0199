/** Something that is needed is missing or unreachable: exit status 3, with what to do about it. */
export class Missing extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Missing';
    this.remedy = remedy;
  }
}

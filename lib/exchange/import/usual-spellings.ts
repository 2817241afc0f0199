import { fold } from '../../kernel/folding.ts';

/** How often an import spells each name in which way. */
export class UsualSpellings {
  private readonly names = new Map<string, Map<string, number>>();

  count(name: string): void {
    const key = fold(name);
    const spellings = this.names.get(key) ?? new Map<string, number>();
    this.names.set(key, spellings.set(name, (spellings.get(name) ?? 0) + 1));
  }

  /** The spelling that a name has most often, of equal ones the first; the name itself where it was never counted. */
  of(name: string): string {
    let usual = name;
    let most = 0;
    for (const [spelling, times] of this.names.get(fold(name)) ?? [])
      if (times > most) [usual, most] = [spelling, times];
    return usual;
  }
}

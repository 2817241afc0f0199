import { type KeptText, keptTextKey, type StoredText } from '../model/kept.ts';

/**
 * What tabs kept of an entry that nobody has open any more, newest first. A browser that cannot say which tabs live
 * counts all but this one as gone.
 */
export async function lostTexts(person: number, entry: number | 'new', tab: string): Promise<StoredText[]> {
  const prefix = keptTextKey(person, entry, '');
  const live = await liveTabs();
  return allKeys()
    .filter((key) => key.startsWith(prefix) && key !== prefix + tab && !live.has(key.slice(prefix.length)))
    .flatMap((key) => read(key) ?? [])
    .sort((a, b) => b.text.at.localeCompare(a.text.at));
}

/** Keeps a text. A browser that stores nothing (full, or told not to) is no reason to disturb the person who types. */
export function writeKeptText(key: string, text: KeptText): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(text));
  } catch {
    // The text stays in the form.
  }
}

export function clearKeptText(key: string): void {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Nothing was stored either.
  }
}

/** Marks a tab as living until it is closed, however that happens, or until the given function is called. */
export function liveAs(tab: string): () => void {
  let end = () => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  void navigator.locks?.request(lockOf(tab), () => until);
  return end;
}

async function liveTabs(): Promise<ReadonlySet<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.flatMap(({ name }) => (name?.startsWith(lockOf('')) ? name.slice(lockOf('').length) : [])));
}

function lockOf(tab: string): string {
  return `dateline:tab:${tab}`;
}

function allKeys(): string[] {
  try {
    return Object.keys(window.localStorage);
  } catch {
    return [];
  }
}

function read(key: string): StoredText | undefined {
  try {
    const text = JSON.parse(window.localStorage.getItem(key) ?? 'null') as KeptText | null;
    return text &&
      typeof text.at === 'string' &&
      Array.isArray(text.fields?.sources) &&
      Array.isArray(text.base?.sources)
      ? { key, text }
      : undefined;
  } catch {
    return undefined;
  }
}

import type { ContextId, EventId } from '../domain/ids.ts';
import type { Lookup, Target } from '../layout/compose.ts';
import { contextNames, type PublishedEvent, publishedTargets, type Queryable, targetOf } from '../store/published.ts';

/** The most targets held at a time, about 50 MB; a longer archive asks again for those it met long ago. */
const MOST_TARGETS = 100_000;

/**
 * What pages need of other events and of the vocabulary, read ahead for a batch of events and kept
 * for the next ones: pages name their neighbours, so most are at hand.
 */
export class PageLookup implements Lookup {
  private readonly db: Queryable;
  private readonly names = new Map<ContextId, string>();
  private readonly targets = new Map<EventId, Target | undefined>();

  constructor(db: Queryable) {
    this.db = db;
  }

  /** Reads whatever the pages of these events name. */
  async learn(events: readonly PublishedEvent[]): Promise<void> {
    const related = new Set(events.flatMap(({ text }) => text.related.flatMap((item) => ('event' in item ? [item.event] : []))));
    const unknown = [...related].filter((event) => !this.targets.has(event));
    const found = await publishedTargets(this.db, unknown);
    await this.learnNames([...events.map(({ text }) => text.contexts), ...found.map((target) => target.contexts)]);
    if (this.targets.size + unknown.length > MOST_TARGETS) this.forgetOldest(unknown.length);
    for (const event of unknown) this.targets.set(event, undefined);
    for (const target of found) this.targets.set(target.event, targetOf(target.path, target, this.names));
  }

  contextName(id: ContextId): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`Context ${id} does not exist.`);
    return name;
  }

  target(id: EventId): Target | undefined {
    return this.targets.get(id);
  }

  private async learnNames(lists: readonly (readonly ContextId[])[]): Promise<void> {
    const unknown = new Set(lists.flat().filter((id) => !this.names.has(id)));
    for (const [id, name] of await contextNames(this.db, [...unknown])) this.names.set(id, name);
  }

  private forgetOldest(count: number): void {
    for (const event of this.targets.keys()) {
      if (count <= 0) return;
      this.targets.delete(event);
      count -= 1;
    }
  }
}

import type { ContextId, EventId } from '../../kernel/ids.ts';
import type { Lookup, Target } from '../../layout/compose.ts';
import { inTodaysWords, type Meaning } from '../contexts/rules/meaning.ts';
import { contextMeanings } from '../contexts/store/meanings.ts';
import { type Published, type PublishedEvent, publishedTargets, targetOf } from './published.ts';

/**
 * How many targets are met before those not met since are let go: about 25 MB. It is many times what a batch names, so
 * whatever the last few batches learned is still there.
 */
const GENERATION = 20_000;

/**
 * What pages need of other events and of the vocabulary, read ahead for a batch of events and kept
 * for the next ones: pages name their neighbours, so most are at hand.
 */
export class PageLookup implements Lookup {
  private readonly archive: Published;
  private readonly meanings = new Map<ContextId, Meaning>();
  private readonly names = new Map<ContextId, string>();
  private recent = new Map<EventId, Target | undefined>();
  private older = new Map<EventId, Target | undefined>();

  constructor(archive: Published) {
    this.archive = archive;
  }

  /**
   * Reads whatever the pages of these events name, and gives their texts in the words of today. They are at hand as
   * targets of others, too.
   */
  async learn<Event extends PublishedEvent>(stored: readonly Event[]): Promise<Event[]> {
    if (this.recent.size > GENERATION) [this.older, this.recent] = [this.recent, new Map()];
    await this.learnNames(stored.map(({ text }) => text.contexts));
    const events = stored.map((event) => this.inTodaysWords(event));
    for (const { event, path, text } of events) this.recent.set(event, targetOf(path, text, this.names));
    const unknown = new Set<EventId>();
    for (const { text } of events)
      for (const item of text.related) if ('event' in item && !this.isAtHand(item.event)) unknown.add(item.event);
    const found = await publishedTargets(this.archive, [...unknown]);
    await this.learnNames(found.map((target) => target.contexts));
    for (const event of unknown) this.recent.set(event, undefined);
    for (const target of found) this.recent.set(target.event, targetOf(target.path, target, this.names));
    return events;
  }

  /** The vocabulary's name of a context, where it was met. */
  nameOf(id: ContextId): string | undefined {
    return this.names.get(id);
  }

  contextName(id: ContextId): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`Context ${id} does not exist.`);
    return name;
  }

  target(id: EventId): Target | undefined {
    return this.recent.get(id) ?? this.older.get(id);
  }

  private async learnNames(lists: readonly (readonly ContextId[])[]): Promise<void> {
    const unknown = new Set(lists.flat().filter((id) => !this.meanings.has(id)));
    for (const [id, meaning] of await contextMeanings(this.archive, [...unknown])) {
      this.meanings.set(id, meaning);
      this.names.set(id, meaning.name);
      this.names.set(meaning.means, meaning.name);
    }
  }

  private inTodaysWords<Event extends PublishedEvent>(event: Event): Event {
    const text = inTodaysWords(event.text, (id) => this.meanings.get(id));
    return text === event.text ? event : { ...event, text };
  }

  private isAtHand(event: EventId): boolean {
    if (this.recent.has(event)) return true;
    if (!this.older.has(event)) return false;
    this.recent.set(event, this.older.get(event));
    return true;
  }
}

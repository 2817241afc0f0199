import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';
import { contextNamesOf, eventPageOf, type Lookup } from '../../../lib/layout/compose.ts';
import { type ListedEvent, listedEventOf } from '../../../lib/layout/compose-day.ts';
import { parseContextLine, splitContexts } from '../../../lib/layout/context-line.ts';
import type { DayPage } from '../../../lib/layout/day-page.ts';
import { type DecomposeInput, revisionTextOf } from '../../../lib/layout/decompose.ts';
import { type EventPage, renderEventPage } from '../../../lib/layout/event-page.ts';
import { knownNames } from '../../../lib/layout/known-names.ts';
import { eventPath, linkTo } from '../../../lib/layout/paths.ts';

/** The day of a text that is one. */
export function aDay(text: string): Day {
  return text as Day;
}

/** A small archive in memory, made of pages as an importer would: texts, titles and contexts first, then relations. */
export class Archive {
  readonly #ids = new Map<string, EntryId>();
  readonly #texts = new Map<EntryId, { page: EventPage; text: RevisionText; listed: ListedEvent }>();
  readonly #contexts: string[] = [];
  readonly #contextIds = new Map<string, ContextId>();

  readonly lookup: Lookup = {
    contextName: (id) => this.#contexts[id] ?? `context ${id}`,
    target: (id) => {
      const event = this.#texts.get(id);
      return event && { ...event.listed, contexts: event.listed.contextNames };
    },
  };
  readonly eventAt = (link: string) => this.#ids.get(link);
  readonly eventOf = (id: EntryId) => this.#texts.get(id)?.listed;

  constructor(pages: readonly EventPage[], days: readonly DayPage[] = []) {
    const named = namesByLink(pages, days);
    for (const page of pages) this.#add(page, [...(named.get(linkOf(page)) ?? [])]);
    for (const [id, { page, text, listed }] of this.#texts)
      this.#texts.set(id, { page, listed, text: revisionTextOf(page, this.given(text.contexts)) });
  }

  given(contexts: ContextId[]): DecomposeInput {
    return { contexts, lookup: this.lookup, eventAt: this.eventAt };
  }

  contextId(name: string): ContextId {
    const id = this.#contextIds.get(name) ?? ((this.#contexts.push(name) - 1) as ContextId);
    this.#contextIds.set(name, id);
    return id;
  }

  text(link: string): RevisionText {
    const id = this.eventAt(link);
    const event = id === undefined ? undefined : this.#texts.get(id);
    if (!event) throw new Error(`The archive has no ${link}.`);
    return event.text;
  }

  /** The page of an event, composed of what was decomposed. */
  rendered(page: EventPage): string {
    return renderEventPage(eventPageOf(this.text(linkOf(page)), page.slug, page.edition, this.lookup));
  }

  #add(page: EventPage, names: string[]): void {
    const id = (this.#ids.size + 1) as EntryId;
    this.#ids.set(linkOf(page), id);
    const contexts = names.map((name) => this.contextId(name));
    const text = revisionTextOf({ ...page, related: [] }, this.given(contexts));
    const listed = listedEventOf(text, eventPath(page.day, page.slug), this.lookup);
    this.#texts.set(id, { page, text, listed: { ...listed, contextNames: contextNamesOf(text, this.lookup) } });
  }
}

export function linkOf(page: { day: Day; slug: string }): string {
  return linkTo(eventPath(page.day, page.slug));
}

/** Every context that a page of the tree gives an event. */
function namesByLink(pages: readonly EventPage[], days: readonly DayPage[]): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  const add = (link: string, list: string) => {
    const names = named.get(link) ?? new Set<string>();
    for (const name of splitContexts(list, knownNames([])).names) names.add(name.trim());
    named.set(link, names);
  };
  for (const page of pages)
    for (const item of page.related) for (const link of [linkOf(page), item.link]) add(link, item.contexts);
  for (const day of days) for (const entry of day.entries) add(entry.link, parseContextLine(entry.body ?? '') ?? '');
  return named;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { autosaves } from '../../../components/entry-editor/form/entry-text.ts';
import type { EditorEvent, Step } from '../../../components/entry-editor/model/events.ts';
import type { SaveRequest } from '../../../components/entry-editor/model/save-request.ts';
import { type EditorRequest, type EditorState, isUnsaved } from '../../../components/entry-editor/model/state.ts';
import { withChoices } from '../../../components/entry-editor/together/clash-choice.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';
import { OTHER } from '../../support/browser/editor-server.ts';
import { EditorWorld, type Fate } from '../../support/browser/editor-world.ts';

const STEPS = {
  type: 8,
  'context-waits': 1,
  wake: 8,
  answer: 12,
  save: 4,
  submit: 2,
  'pull-back': 1,
  discard: 1,
  'bring-in': 2,
  'resolve-clash': 6,
  'resolve-later': 1,
  'save-as-new': 1,
  'other-saves': 4,
  'other-discards': 1,
  presence: 2,
  hide: 1,
  back: 1,
  reload: 1,
  crash: 1,
  restore: 2,
  'discard-found': 2,
} as const;

type Action = keyof typeof STEPS;
type Play = { action: Action; pick: number };

const TEXTS = ['topic', 'headline', 'summary'] as const;
const FATES: readonly Fate[] = ['arrives', 'arrives', 'arrives', 'unheard', 'lost'];
const MAY_WRITE: readonly (EditorRequest['kind'] | undefined)[] = ['bring-in', 'merge', 'restore', 'move'];

/** Plays a sequence, and checks after each event what the model promises. */
class Game {
  readonly world: EditorWorld;
  /** Every word that was typed and that nobody gave up. */
  private readonly words = new Set<string>();
  private typed = 0;
  private mine: SaveRequest | undefined;

  constructor(isNew: boolean) {
    this.world = isNew ? new EditorWorld() : new EditorWorld({ headline: 'A bridge opens' });
    this.world.onStep = (event, before, step) => this.check(event, before, step);
    this.world.open();
  }

  step({ action, pick }: Play): void {
    const { world } = this;
    const { state } = world;
    const entry = state.opened?.entry;
    if (action === 'type') this.type(pick);
    else if (action === 'context-waits') world.send({ kind: 'context-waits', name: `Context ${pick % 3}` });
    else if (action === 'wake') world.wake();
    else if (action === 'answer') world.answer(FATES[pick % FATES.length]);
    else if (action === 'save') world.wish({ kind: 'save', how: {} });
    else if (action === 'discard') pick % 3 || world.wish({ kind: 'move', action });
    else if (action === 'submit' || action === 'pull-back') world.wish({ kind: 'move', action });
    else if (action === 'bring-in' || action === 'save-as-new')
      this.wishIf(action, action === 'bring-in' || state.conflict?.kind === 'discarded');
    else if (action === 'resolve-clash') this.resolveClash(pick);
    else if (action === 'resolve-later') world.send({ kind: 'resolved-later' });
    else if (action === 'other-saves') this.otherSaves(entry, pick);
    else if (action === 'other-discards') entry === undefined || pick % 3 || world.server.move(entry, 'discard');
    else if (action === 'presence') this.presence(entry, pick);
    else if (action === 'hide' || action === 'back') world.send({ kind: action === 'hide' ? 'hidden' : 'back' });
    else if (action === 'reload' || action === 'crash') this.leave(action, pick);
    else if (action === 'restore')
      state.found[0] && world.wish({ kind: 'restore', key: state.found[0].key, itself: false });
    else this.discardFound();
  }

  private type(pick: number): void {
    this.typed += 1;
    const word = `w${this.typed}x`;
    const field = TEXTS[pick % TEXTS.length] ?? 'summary';
    this.words.add(word);
    this.world.at += pick % 700;
    this.world.type({ [field]: `${this.world.form[field]} ${word}`.trim() });
  }

  private wishIf(kind: 'bring-in' | 'save-as-new', wanted: boolean): void {
    if (wanted) this.world.wish({ kind });
  }

  /** Whoever takes theirs gives up mine. */
  private resolveClash(pick: number): void {
    const { conflict } = this.world.state;
    if (!conflict?.opened || conflict.kind === 'discarded') return;
    const choices = conflict.clashes.map((_, i) => ({
      take: (pick >> i) % 2 ? ('theirs' as const) : ('mine' as const),
    }));
    const fields = withChoices(conflict.merged, conflict.clashes, choices);
    this.giveUp(this.world.form, [fields]);
    this.world.send({ kind: 'clash-resolved', fields });
  }

  private otherSaves(entry: number | undefined, pick: number): void {
    if (entry === undefined) return;
    const { server } = this.world;
    const { fields } = server.current(entry);
    const field = TEXTS[pick % TEXTS.length] ?? 'summary';
    server.write(server.find(entry), { ...fields, [field]: `${fields[field]} o${pick}` }, OTHER);
  }

  private presence(entry: number | undefined, pick: number): void {
    if (entry === undefined) return;
    const proposal = this.world.server.view(entry).proposal;
    const others = pick % 2 ? [{ ...OTHER, writes: pick % 4 === 1 }] : [];
    const newest = { revision: proposal?.revision ?? null, state: proposal?.state ?? null };
    this.world.send({ kind: 'presence', others, newest });
  }

  /** Requests that were on their way may arrive all the same. A crash loses at most what was typed a moment ago. */
  private leave(action: 'reload' | 'crash', pick: number): void {
    const { world } = this;
    if (action === 'reload') world.send({ kind: 'left' });
    else if (world.state.due.keep !== undefined) this.giveUp(world.form, this.safe());
    for (const question of world.pending) if (question.do === 'send' && pick % 2) world.server.save(question.request);
    this.mine = undefined;
    world.open();
  }

  private discardFound(): void {
    const [found] = this.world.state.found;
    if (!found) return;
    this.world.store.delete(found.key);
    this.giveUp(found.text.fields, [this.world.form, ...this.safe()]);
    if (found.text.unsettled) this.giveUp(found.text.unsettled.raw, [this.world.form, ...this.safe()]);
    this.world.send({ kind: 'found-discarded' });
  }

  /** The words of one text are no longer asked for, save those that are in others as well. */
  private giveUp(text: EntryFields, others: readonly EntryFields[]): void {
    for (const word of this.words)
      if (holds(text, word) && !others.some((other) => holds(other, word))) this.words.delete(word);
  }

  /** Every place that outlives the form. */
  private safe(): EntryFields[] {
    const { store, confirmed, state } = this.world;
    const kept = [...store.values()].flatMap(({ fields, unsettled }) =>
      unsettled ? [fields, unsettled.raw] : [fields],
    );
    return [...confirmed, ...kept, ...(state.unanswered ? [state.unanswered.raw] : [])];
  }

  private check(event: EditorEvent, before: EditorState, { effects }: Step): void {
    const { world } = this;
    const { state } = world;
    const writes = effects.filter((effect) => effect.do === 'write' || effect.do === 'reset');
    // Whoever discards is told before that what is unsaved is lost.
    if (effects.some((effect) => effect.do === 'go' || (effect.do === 'reset' && effect.asDefaults)))
      this.giveUp(before.text, this.safe());
    if (event.kind === 'presence')
      expect(writes.filter((effect) => effect.do === 'reset' || !('contexts' in effect.fields))).toEqual([]);
    this.checkWrites(event, before, writes);
    this.checkSends(before, effects);
    const safe = this.safe();
    for (const word of this.words) {
      if (safe.some((text) => holds(text, word))) continue;
      expect(holds(world.form, word), `${word} is nowhere after ${event.kind}`).toBe(true);
      expect(state.due.keep, `${word} is only in the form after ${event.kind}, and nobody keeps it soon`).toBeDefined();
    }
  }

  /** Nothing but a wish of the person writes into the form; contexts that a save made are added to it. */
  private checkWrites(event: EditorEvent, before: EditorState, writes: Step['effects']): void {
    if (
      !writes.length ||
      writes.every((effect) => effect.do === 'write' && Object.keys(effect.fields).join() === 'contexts')
    )
      return;
    if (event.kind === 'clash-resolved') return;
    const { work } = before;
    const underWay = work.at === 'rest' ? undefined : 'saving' in work ? work.saving.wish : work.wish;
    const waiting = before.wishes.map(({ kind }) => kind);
    const wished = event.kind === 'wished' ? event.wish.kind : event.kind === 'lost-found' ? 'restore' : undefined;
    expect([underWay?.kind, wished, ...waiting].some((kind) => MAY_WRITE.includes(kind))).toBe(true);
  }

  /** One request at a time, and an unanswered save is repeated word for word before another one is sent. */
  private checkSends(before: EditorState, effects: Step['effects']): void {
    expect(this.world.pending.length).toBeLessThan(2);
    // A restored text brings its own unanswered save; the one before is kept in the browser with its text.
    const restores = effects.some((effect) => effect.do === 'reset');
    for (const effect of effects) {
      if (effect.do !== 'send') continue;
      if (before.unanswered && this.mine === before.unanswered && !restores)
        expect(effect.request).toEqual(before.unanswered);
      const kept = [...this.world.store.values()].map(({ unsettled }) => unsettled?.key);
      expect(kept, 'a save is kept before it is sent').toContain(effect.request.key);
    }
    this.mine = this.world.state.unanswered;
  }

  /** In the end, with a network, everything is confirmed that may be saved by itself. */
  end(): void {
    const { world } = this;
    world.settle();
    const { state } = world;
    if (state.conflict || !autosaves(state.view) || !world.form.headline.trim() || !state.opened) return;
    expect(isUnsaved(state), 'something stays unsaved although the server answers').toBe(false);
  }
}

function holds(fields: EntryFields, word: string): boolean {
  return TEXTS.some((field) => fields[field].split(' ').includes(word));
}

const play: fc.Arbitrary<Play> = fc.record({
  action: fc.oneof(
    ...Object.entries(STEPS).map(([action, weight]) => ({ weight, arbitrary: fc.constant(action as Action) })),
  ),
  pick: fc.nat(999),
});

test('whatever happens in whatever order, no typed word is lost, and one save is under way at a time', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(play, { minLength: 5, maxLength: 60, size: 'max' }), (isNew, steps) => {
      const game = new Game(isNew);
      for (const one of steps) game.step(one);
      game.end();
    }),
    { numRuns: 400 },
  );
});

import type { ContextId, EntryId } from '#lib/kernel/ids.ts';
import type { FieldChange, ItemChange } from '#lib/kernel/revision/changes.ts';
import type { Related, Source } from '#lib/kernel/revision/text.ts';
import styles from './diff.module.css';
import { WordDiff } from './word-diff.tsx';

/** How contexts and entries are called where a change names them. */
export type NameOf = { context(id: ContextId): string; entry(id: EntryId): string };

/** One field's change: a text word by word, a list item by item. */
export function ChangeView({ change, named }: { change: FieldChange; named: NameOf }) {
  if (change.field === 'sources') return <ItemChanges items={change.items} show={sourceText} />;
  if (change.field === 'contexts') return <ItemChanges items={change.items} show={(id) => named.context(id)} />;
  if (change.field === 'related') return <ItemChanges items={change.items} show={(item) => relatedText(item, named)} />;
  return (
    <p className={styles.changeText}>
      <WordDiff before={change.before} after={change.after} />
    </p>
  );
}

function sourceText(source: Source): string {
  return source.cover ? `Cover image, ${source.url}` : `${source.name}, ${source.url}`;
}

function relatedText(item: Related, named: NameOf): string {
  return 'entry' in item ? named.entry(item.entry) : `${item.label || item.missing} (not in the archive)`;
}

const MARKS = { same: '', added: 'added', removed: 'removed', moved: 'moved', changed: 'changed' } as const;

function ItemChanges<Item>({ items, show }: { items: readonly ItemChange<Item>[]; show(item: Item): string }) {
  return (
    <ol className={styles.itemChanges}>
      {items.map((change, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items may repeat, and the list is made anew with each text
        <li key={i} data-kind={change.kind}>
          <span className={styles.itemChangeMark}>
            {change.kind === 'changed' && change.moved ? 'changed, moved' : MARKS[change.kind]}
          </span>
          <span className={styles.itemChangeText}>
            <ItemText change={change} show={show} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function ItemText<Item>({ change, show }: { change: ItemChange<Item>; show(item: Item): string }) {
  if (change.kind === 'changed') return <WordDiff before={show(change.before)} after={show(change.item)} />;
  if (change.kind === 'added') return <ins>{show(change.item)}</ins>;
  return change.kind === 'removed' ? <del>{show(change.item)}</del> : show(change.item);
}

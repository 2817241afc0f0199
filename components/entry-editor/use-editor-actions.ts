'use client';

import { useMemo } from 'react';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { autosaves } from './form/entry-text.ts';
import type { MoveAction, SaveOptions, WithdrawalRequest } from './model/state.ts';
import type { Editor } from './save/use-editor.ts';

export type EditorActions = ReturnType<typeof useEditorActions>;

/** What a person can do with the entry. Each tells the model, which decides. */
export function useEditorActions({ ask, send, entry, screen }: Editor) {
  const { view, conflict, found } = screen;
  return useMemo(() => {
    /** Whether everything is confirmed afterwards. */
    const save = async (how: SaveOptions = {}) => (await ask({ kind: 'save', how })).done;
    const saves = autosaves(view);
    return {
      save,
      saves,
      /** The id of the entry once everything of it is saved. */
      savedEntry: async () => ((await save()) ? entry() : undefined),
      retry: () => save({ quiet: true, repeat: !saves }),
      bringBack: () => save({ always: true }),
      move: (action: MoveAction) => ask({ kind: 'move', action }),
      withdraw: async (request: WithdrawalRequest) => (await ask({ kind: 'withdraw', request })).problem,
      merge: () => void ask({ kind: 'merge' }),
      bringIn: () => void ask({ kind: 'bring-in' }),
      settleConflict: () => void (conflict?.kind === 'publication' ? ask({ kind: 'merge' }) : save()),
      resolveClash: (fields: EntryFields) => send({ kind: 'clash-resolved', fields }),
      resolveLater: () => send({ kind: 'resolved-later' }),
      saveAsNew: () => void ask({ kind: 'save-as-new' }),
      reload: () => void ask({ kind: 'reload' }),
      restoreFound: () => void (found && ask({ kind: 'restore', key: found.key, itself: false })),
      discardFound: () => send({ kind: 'found-discarded' }),
    };
  }, [ask, send, entry, view, conflict, found]);
}

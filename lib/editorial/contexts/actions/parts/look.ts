import type { ContextId } from '../../../../kernel/ids.ts';
import type { ContextNaming } from '../../store/context-naming.ts';

/** What a change of names does, before it does it: which texts name what, and what those ids mean from then on. */
export type Renaming = { of: ContextNaming; beside: readonly ContextId[]; becomes: { means: ContextId; name: string } };

/** Looks at a change of names that may be made, before anything is written, and may stop it by throwing. */
export type Listener = (renaming: Renaming) => Promise<void>;

/** Lets every change through. */
export const letThrough: Listener = async () => undefined;

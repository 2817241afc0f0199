import type { KeyboardEvent } from 'react';

/** The id of the list of what fits, which the field of the palette names. */
export const PALETTE_LIST = 'palette-list';

/** What the list does with the keys of the field, once it is there; `entered`: Enter was pressed before. */
export type PaletteKeys = { onKeyDown: ((event: KeyboardEvent) => void) | undefined; entered: boolean };

/** Keys and what they do. `for`: only those who review have them. */
type Shortcut = { keys: string; does: string; for?: 'reviewers' };

/** The shortcuts of a screen; `here` says whether an address is of that screen. */
type ShortcutGroup = { name: string; here(path: string): boolean; keys: readonly Shortcut[] };

const GROUPS: readonly ShortcutGroup[] = [
  {
    name: 'In an entry',
    here: (path) => /^\/entries\/(new|\d+)$/.test(path),
    keys: [
      { keys: 'Ctrl S', does: 'Save' },
      { keys: 'Ctrl Enter', does: 'Submit for review' },
      { keys: 'Alt 1', does: 'Add the first proposed context; 2 to 9 and 0 the others' },
      { keys: 'Alt Enter', does: 'Add the likely ones of the proposed contexts' },
      { keys: 'Delete', does: 'Refuse the proposal in focus for this entry' },
      { keys: 'Alt ↑', does: 'Move the source or related entry in focus up' },
      { keys: 'Alt ↓', does: 'Move the source or related entry in focus down' },
    ],
  },
  {
    name: 'In the review queue',
    here: (path) => path === '/review',
    keys: [
      { keys: 'j', does: 'The next one', for: 'reviewers' },
      { keys: 'k', does: 'The one before', for: 'reviewers' },
      { keys: 'Enter', does: 'Open it', for: 'reviewers' },
      { keys: 'x', does: 'Select it, or not', for: 'reviewers' },
      { keys: 'Shift X', does: 'Select everything from the last one to this', for: 'reviewers' },
      { keys: 'a', does: 'Approve the selected ones, or the small fix in focus', for: 'reviewers' },
    ],
  },
  {
    name: 'Reviewing one',
    here: (path) => /^\/review\/\d+$/.test(path),
    keys: [
      { keys: 'j', does: 'The next one of the queue', for: 'reviewers' },
      { keys: 'k', does: 'The one before', for: 'reviewers' },
      { keys: 'a', does: 'Approve', for: 'reviewers' },
      { keys: 'c', does: 'Request changes', for: 'reviewers' },
      { keys: 't', does: 'Approve at a time', for: 'reviewers' },
      { keys: 'Esc', does: 'Close what is being asked', for: 'reviewers' },
    ],
  },
  {
    name: 'Reviewing a change',
    here: (path) => /^\/review\/(contexts|prose|orders)\/\d+$/.test(path),
    keys: [
      { keys: 'j', does: 'The next one of the queue', for: 'reviewers' },
      { keys: 'k', does: 'The one before', for: 'reviewers' },
      { keys: 'a', does: 'Approve', for: 'reviewers' },
      { keys: 'c', does: 'Request changes, or discard a page', for: 'reviewers' },
      { keys: 'Esc', does: 'Close what is being asked', for: 'reviewers' },
    ],
  },
  {
    name: 'On a day',
    here: (path) => /^\/days\//.test(path),
    keys: [
      { keys: '[', does: 'The day before' },
      { keys: ']', does: 'The day after' },
      { keys: 'n', does: 'New entry on this day' },
      { keys: 'Alt ↑', does: 'Move the entry in focus up', for: 'reviewers' },
      { keys: 'Alt ↓', does: 'Move the entry in focus down', for: 'reviewers' },
    ],
  },
  {
    name: 'In the search',
    here: (path) => path === '/search',
    keys: [
      { keys: '/', does: 'Go to the words' },
      { keys: 'j', does: 'The next entry' },
      { keys: 'k', does: 'The one before' },
      { keys: 'o', does: 'Open it' },
      { keys: 'Space', does: 'Select the entry in focus, or not' },
      { keys: 'Shift Space', does: 'Select everything from the last one to this' },
    ],
  },
  {
    name: 'Everywhere',
    here: () => false,
    keys: [
      { keys: 'Ctrl K', does: 'Go to a place, a day or an entry, or do something' },
      { keys: 'n', does: 'New entry (on a day: on that day)' },
      { keys: '/', does: 'Search' },
      { keys: 'g d', does: 'Go to the desk' },
      { keys: 'g r', does: 'Go to the review queue', for: 'reviewers' },
      { keys: 'g c', does: 'Go to the calendar' },
      { keys: 'g s', does: 'Go to the search' },
      { keys: 'g n', does: 'Go to the notices' },
      { keys: '?', does: 'This overview' },
    ],
  },
];

/** The groups that this person has, those of the screen in front first. */
export function shortcutGroups(
  path: string,
  reviews: boolean,
): { name: string; here: boolean; keys: readonly Shortcut[] }[] {
  const groups = GROUPS.map(({ name, here, keys }) => ({
    name,
    here: here(path),
    keys: keys.filter((key) => reviews || key.for !== 'reviewers'),
  })).filter(({ keys }) => keys.length > 0);
  return [...groups.filter(({ here }) => here), ...groups.filter(({ here }) => !here).reverse()];
}

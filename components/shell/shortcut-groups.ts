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
      { keys: 'Alt 1', does: 'Add the first suggested context; 2 to 9 and 0 add the others' },
      { keys: 'Alt Enter', does: 'Add the likely suggested contexts' },
      { keys: 'Delete', does: 'Dismiss the focused suggestion for this entry' },
      { keys: 'Alt ↑', does: 'Move the focused source or related entry up' },
      { keys: 'Alt ↓', does: 'Move the focused source or related entry down' },
    ],
  },
  {
    name: 'In the review queue',
    here: (path) => path === '/review',
    keys: [
      { keys: 'j', does: 'Next', for: 'reviewers' },
      { keys: 'k', does: 'Previous', for: 'reviewers' },
      { keys: 'Enter', does: 'Open it', for: 'reviewers' },
      { keys: 'x', does: 'Select or deselect it', for: 'reviewers' },
      { keys: 'Shift X', does: 'Select the range up to this one', for: 'reviewers' },
      { keys: 'a', does: 'Approve the selected ones, or the focused quick fix', for: 'reviewers' },
    ],
  },
  {
    name: 'Reviewing an entry',
    here: (path) => /^\/review\/\d+$/.test(path),
    keys: [
      { keys: 'j', does: 'Next in the queue', for: 'reviewers' },
      { keys: 'k', does: 'Previous', for: 'reviewers' },
      { keys: 'a', does: 'Approve', for: 'reviewers' },
      { keys: 'c', does: 'Request changes', for: 'reviewers' },
      { keys: 't', does: 'Schedule', for: 'reviewers' },
      { keys: 'Esc', does: 'Close the form', for: 'reviewers' },
    ],
  },
  {
    name: 'Reviewing another change',
    here: (path) => /^\/review\/(contexts|prose|orders)\/\d+$/.test(path),
    keys: [
      { keys: 'j', does: 'Next in the queue', for: 'reviewers' },
      { keys: 'k', does: 'Previous', for: 'reviewers' },
      { keys: 'a', does: 'Approve', for: 'reviewers' },
      { keys: 'c', does: 'Request changes, or discard a page', for: 'reviewers' },
      { keys: 'Esc', does: 'Close the form', for: 'reviewers' },
    ],
  },
  {
    name: 'On a day',
    here: (path) => /^\/days\//.test(path),
    keys: [
      { keys: '[', does: 'Previous day' },
      { keys: ']', does: 'Next day' },
      { keys: 'n', does: 'New entry on this day' },
      { keys: 'Alt ↑', does: 'Move the focused entry up', for: 'reviewers' },
      { keys: 'Alt ↓', does: 'Move the focused entry down', for: 'reviewers' },
    ],
  },
  {
    name: 'In the search',
    here: (path) => path === '/search',
    keys: [
      { keys: '/', does: 'Go to the search field' },
      { keys: 'j', does: 'Next entry' },
      { keys: 'k', does: 'Previous' },
      { keys: 'o', does: 'Open it' },
      { keys: 'Space', does: 'Select or deselect the focused entry' },
      { keys: 'Shift Space', does: 'Select the range up to this one' },
    ],
  },
  {
    name: 'Everywhere',
    here: () => false,
    keys: [
      { keys: 'Ctrl K', does: 'Search or jump to a page, a day or an entry' },
      { keys: 'n', does: 'New entry (on a day: on that day)' },
      { keys: '/', does: 'Search' },
      { keys: 'g d', does: 'Go to the desk' },
      { keys: 'g r', does: 'Go to the review queue', for: 'reviewers' },
      { keys: 'g c', does: 'Go to the calendar' },
      { keys: 'g s', does: 'Go to search' },
      { keys: 'g n', does: 'Go to notices' },
      { keys: '?', does: 'This list of shortcuts' },
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

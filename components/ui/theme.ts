import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { onePress } from '#components/keys/one-press.ts';
import mantine from './mantine.module.css';
import { BLACK, DARK, IN_THE_DARK, LIGHT, PETROL, SHARED } from './tokens.ts';

const SYSTEM =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace';

/** What is typed may run from right to left. A `dir` of the component would be that of the box around its field. */
const ownDirection = { attributes: { input: { dir: 'auto' } } };

/** The looks of the newsroom: neutral surfaces, one accent, 14 px text. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol: PETROL, dark: DARK },
  black: BLACK,
  fontFamily: SYSTEM,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
      h5: { fontSize: '0.875rem', lineHeight: '1.4' },
      h6: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: ownDirection },
    Textarea: { defaultProps: ownDirection },
    Autocomplete: { defaultProps: ownDirection },
    Select: { defaultProps: ownDirection },
    PillsInputField: { defaultProps: { dir: 'auto' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Input: { classNames: { input: mantine.input } },
    SegmentedControl: { classNames: { label: mantine.segment } },
    Button: {
      defaultProps: onePress,
      classNames: { root: mantine.button, inner: mantine.buttonInner, label: mantine.buttonLabel },
    },
    ActionIcon: { defaultProps: { variant: 'subtle' }, classNames: { root: mantine.actionIcon } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      classNames: { description: mantine.notificationDescription },
    },
    // Their <header> would count as a second banner of the document.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
});

/** The tokens of our own stylesheets, beside those that Mantine makes of the theme. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: SHARED, light: LIGHT, dark: IN_THE_DARK });

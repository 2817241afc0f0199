import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { onePress } from '#components/keys/one-press.ts';

/** The one accent: a quiet petrol. White text on shades 6 to 9 passes AA, so do shades 0 to 4 on the dark surfaces. */
const petrol: MantineColorsTuple = [
  '#eef6f9',
  '#dcebf1',
  '#b8d7e3',
  '#8fc0d3',
  '#69a9c3',
  '#4a92b0',
  '#357a99',
  '#286783',
  '#1d536b',
  '#123f54',
];

const dark: MantineColorsTuple = [
  '#dfe2e6',
  '#c0c5cc',
  '#a3abb5',
  '#79828e',
  '#4b535e',
  '#3a414b',
  '#2b3038',
  '#1c2026',
  '#16191e',
  '#101216',
];

const SYSTEM =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace';

/** What is typed may run from right to left. A `dir` of the component would be that of the box around its field. */
const ownDirection = { attributes: { input: { dir: 'auto' } } };

/** The looks of the newsroom: neutral surfaces, one accent, 14 px text. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, dark },
  black: '#1a1d21',
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
    Button: { defaultProps: onePress },
    ActionIcon: { defaultProps: { variant: 'subtle' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // Their <header> would count as a second banner of the document.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
});

/** Mantine's greys for quiet text, errors and placeholders are paler than AA allows. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d66',
    '--mantine-color-placeholder': '#6b727b',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#c3c9d0',
    '--dl-page': '#f6f7f8',
    '--dl-surface': '#ffffff',
    '--dl-sunken': '#f1f3f5',
    '--dl-line': '#dde1e6',
    '--dl-strong-line': '#868e97',
    '--dl-accent': 'var(--mantine-color-petrol-7)',
    '--dl-accent-soft': 'var(--mantine-color-petrol-0)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': '#949da8',
    '--mantine-color-error': '#ff9c92',
    '--mantine-color-anchor': 'var(--mantine-color-petrol-3)',
    '--dl-page': '#16191e',
    '--dl-surface': '#1c2026',
    '--dl-sunken': '#23282f',
    '--dl-line': '#323842',
    '--dl-strong-line': '#79828e',
    '--dl-accent': 'var(--mantine-color-petrol-3)',
    '--dl-accent-soft': '#1d3039',
  },
});

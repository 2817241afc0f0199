import type { MantineColorsTuple } from '@mantine/core';

type Variables = Readonly<Record<`--${string}`, string>>;

/** The one accent: a quiet petrol. White text on shades 6 to 9 passes AA, so do shades 0 to 4 on the dark surfaces. */
export const PETROL: MantineColorsTuple = [
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

export const DARK: MantineColorsTuple = [
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

export const BLACK = '#1a1d21';

/**
 * Spaces and sizes of text. Each is named by its pixels where the reader has not changed the size of the text, to which
 * all of them keep.
 */
const SPACES = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 48, 56, 64, 128];
const TEXTS = [10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 32];
const rem = (pixels: number) => `${pixels / 16}rem`;
const scale = (name: string, steps: readonly number[]) =>
  Object.fromEntries(steps.map((pixels) => [`--dl-${name}-${pixels}`, rem(pixels)]));

/** What is the same in both colour schemes. */
export const SHARED: Variables = {
  ...scale('space', SPACES),
  ...scale('text', TEXTS),
  // What a finger hits.
  '--dl-finger': rem(44),
  '--dl-pill': '999px',
  '--dl-backdrop': 'rgb(0 0 0 / 60%)',
  '--dl-warning-mark': '#d97706',
  // Behind the white initials of people.
  '--dl-person-0': '#4a5568',
  '--dl-person-1': '#0f5f66',
  '--dl-person-2': '#7a3e12',
  '--dl-person-3': '#5b3a8c',
  '--dl-person-4': '#1f5130',
};

/** A colour in the light scheme and in the dark one. */
const COLOURS: Readonly<Record<`--${string}`, readonly [light: string, dark: string]>> = {
  // Mantine's greys for quiet text, errors and placeholders are paler than AA allows.
  '--mantine-color-dimmed': ['#565d66', 'var(--mantine-color-dark-2)'],
  '--mantine-color-placeholder': ['#6b727b', '#949da8'],
  '--mantine-color-error': ['#b42318', '#ff9c92'],
  '--dl-page': ['#f6f7f8', '#16191e'],
  '--dl-surface': ['#ffffff', '#1c2026'],
  '--dl-sunken': ['#f1f3f5', '#23282f'],
  '--dl-line': ['#dde1e6', '#323842'],
  '--dl-strong-line': ['#868e97', '#79828e'],
  '--dl-accent': ['var(--mantine-color-petrol-7)', 'var(--mantine-color-petrol-3)'],
  '--dl-accent-soft': ['var(--mantine-color-petrol-0)', '#1d3039'],
  // States: a text, what is behind it and the line around it.
  '--dl-quiet-text': ['#454c55', '#c6ccd3'],
  '--dl-quiet-back': ['#eef0f2', '#2b3038'],
  '--dl-quiet-line': ['#d3d8de', '#454d58'],
  '--dl-open-text': ['#1b4f85', '#a9cdf5'],
  '--dl-open-back': ['#e9f1fb', '#1d2d40'],
  '--dl-open-line': ['#bfd5ef', '#34506f'],
  '--dl-warning-text': ['#8a3d06', '#f5c28a'],
  '--dl-warning-back': ['#fdf1e3', '#3a2916'],
  '--dl-warning-line': ['#f0cfa6', '#644522'],
  '--dl-good-text': ['#1f5c35', '#9bdab1'],
  '--dl-good-back': ['#e8f5ec', '#1b3225'],
  '--dl-good-line': ['#b9dec6', '#305741'],
  '--dl-bad-text': ['#8b1a1a', '#ffb4ab'],
  '--dl-bad-back': ['#fde8e8', '#431a1a'],
  '--dl-bad-line': ['#f2b8b5', '#7a3532'],
  '--dl-wrong': ['var(--mantine-color-red-9)', 'var(--mantine-color-red-4)'],
  '--dl-long': ['var(--mantine-color-orange-9)', 'var(--mantine-color-orange-3)'],
  // What a change does.
  '--dl-added': ['#14532d', '#a5e3b8'],
  '--dl-added-back': ['#dff3e4', '#17341f'],
  '--dl-removed': ['#8b1a1a', '#ffb4ab'],
  '--dl-removed-back': ['#fde8e8', '#431a1a'],
  '--dl-changed': ['#1b4f85', '#a9cdf5'],
  // The words that a search found.
  '--dl-mark': ['#ffe99a', '#5c4a08'],
  // How full a day of the year is, and its sign-off on top of that.
  '--dl-year-1': ['#dcebfb', '#1d2f44'],
  '--dl-year-2': ['#b5d4f5', '#26486d'],
  '--dl-year-3': ['#86b8ec', '#2f639a'],
  '--dl-year-signed': ['#12401f', '#b9f0cb'],
  '--dl-year-changed': ['#6d2f03', '#ffd7a8'],
};

const inScheme = (scheme: 0 | 1): Variables =>
  Object.fromEntries(Object.entries(COLOURS).map(([name, pair]) => [name, pair[scheme]]));

export const LIGHT: Variables = { ...inScheme(0), '--mantine-color-default-border': '#c3c9d0' };
export const IN_THE_DARK: Variables = { ...inScheme(1), '--mantine-color-anchor': 'var(--mantine-color-petrol-3)' };

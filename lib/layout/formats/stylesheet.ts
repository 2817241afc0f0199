/** Where the one stylesheet of a tree is. Every page links to it, so that a change of looks changes one file. */
export const STYLESHEET_PATH = 'style.css';

/** What the HTML of a tree looks like: one column, in light and dark, on paper and on a phone. Loads nothing. */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: #fdfcfa;
  --ink: #1d1c1a;
  --quiet: #65615a;
  --line: #dcd7ce;
  --link: #0b57a4;
  --accent: #a8321f;
}

@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161719;
    --ink: #e6e3dd;
    --quiet: #a19c93;
    --line: #35363a;
    --link: #8ebdf2;
    --accent: #ef9583;
  }
}

* {
  box-sizing: border-box;
}

html {
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}

body {
  margin: 0 auto;
  padding: 0 1.25rem 3rem;
  max-width: 44rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem / 1.6 ui-serif, Georgia, "Times New Roman", serif;
  overflow-wrap: anywhere;
}

a {
  color: var(--link);
  text-decoration-thickness: 1px;
  text-underline-offset: 0.18em;
}

a:hover {
  text-decoration-thickness: 2px;
}

:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
  border-radius: 2px;
}

.skip {
  position: absolute;
  left: 1.25rem;
  top: -4rem;
  padding: 0.5rem 1rem;
  background: var(--paper);
}

.skip:focus {
  top: 0.5rem;
}

body > header,
body > footer,
nav,
.kicker,
.dateline,
.contexts,
.when,
h2 {
  font-family: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}

body > header {
  padding: 1rem 0;
  border-bottom: 1px solid var(--line);
}

body > header nav {
  font-size: 0.9375rem;
}

.days {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.5rem;
  justify-content: space-between;
}

body > header a {
  color: inherit;
  font-weight: 600;
  text-decoration: none;
}

body > header a:hover {
  text-decoration: underline;
}

main {
  padding: 2rem 0 1rem;
}

h1,
h2,
h3 {
  line-height: 1.2;
  text-wrap: balance;
}

h1 {
  margin: 0;
  font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.125rem);
  letter-spacing: -0.01em;
}

h2 {
  margin: 2.5rem 0 0.75rem;
  font-size: 1rem;
}

.part > h2 {
  padding-bottom: 0.4rem;
  border-bottom: 2px solid var(--ink);
  font-size: 1.15rem;
}

.part > h2 a {
  display: flex;
  flex-wrap: wrap;
  gap: 0 0.75rem;
  align-items: baseline;
  justify-content: space-between;
  color: inherit;
  text-decoration: none;
}

.part > h2 a:hover {
  text-decoration: underline;
}

.part > h2 .when {
  font-weight: 400;
}

.entry h2,
.entry h3 {
  margin: 0;
  font: 600 1.25rem / 1.3 ui-serif, Georgia, "Times New Roman", serif;
}

.entry {
  padding: 1.25rem 0;
  border-top: 1px solid var(--line);
}

.entry:first-of-type {
  border-top: 0;
}

.entry a {
  text-decoration: none;
}

.entry a:hover {
  text-decoration: underline;
}

.entry p {
  margin: 0.35rem 0 0;
}

.kicker,
.entry .kicker {
  margin: 0 0 0.3rem;
  color: var(--accent);
  font-size: 0.875rem;
  font-weight: 600;
}

.dateline {
  margin: 0.75rem 0 0;
  color: var(--quiet);
  font-size: 0.9375rem;
}

.summary {
  margin: 1.5rem 0 0;
  font-size: 1.1875rem;
}

ol,
.names {
  margin: 0;
  padding: 0;
}

ol {
  padding-left: 1.6rem;
}

li {
  margin: 0.4rem 0;
}

li::marker {
  color: var(--quiet);
}

.cover {
  margin: 0.6rem 0 0;
}

.names {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  list-style: none;
  font-size: 0.9375rem;
}

.names li {
  margin: 0;
  padding: 0.1rem 0.7rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
}

.contexts,
.when {
  color: var(--quiet);
  font-size: 0.875rem;
}

li .contexts {
  display: block;
}

.days {
  margin-top: 2rem;
  padding: 1rem 0;
  border-top: 1px solid var(--line);
}

body > footer {
  padding-top: 1rem;
  border-top: 1px solid var(--line);
  color: var(--quiet);
  font-size: 0.875rem;
}

body > footer p {
  margin: 0.25rem 0;
}

@media print {
  .skip,
  nav,
  body > footer {
    display: none;
  }
}
`;

/** The path of the front page. */
export const FRONT_PATH = 'index.md';

import { isWebAddress } from './status-words.ts';

/** An address of a source: a link into a new tab where it is one of the web, else its text. */
export function OutsideLink({ url, text = url }: { url: string; text?: string }) {
  if (!isWebAddress(url)) return <span className="source-address">{text}</span>;
  return (
    <a className="source-address" href={url} target="_blank" rel="noopener noreferrer">
      {text}
      <span className="visually-hidden"> (opens in a new tab)</span>
    </a>
  );
}

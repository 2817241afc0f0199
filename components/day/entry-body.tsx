import { parseContextLine } from '#lib/layout/context-line.ts';

/**
 * What is below the title of an entry of a day's page: its text, or, where it has none, the line of its contexts
 * without its signs.
 */
export function EntryBody({ body, className }: { body: string; className?: string | undefined }) {
  const contexts = parseContextLine(body);
  return (
    <p dir="auto" className={className}>
      {contexts === undefined ? (
        body
      ) : (
        <>
          Contexts: <bdi>{contexts}</bdi>
        </>
      )}
    </p>
  );
}

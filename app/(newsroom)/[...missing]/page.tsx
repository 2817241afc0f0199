import { notFound } from 'next/navigation';

/** Any address that no screen has: says so within the newsroom, so that the navigation stays. */
export default function MissingPage(): never {
  notFound();
}

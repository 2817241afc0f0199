import type { CommentField } from '#lib/kernel/newsroom/thread.ts';

/** Where the beginning of a thread is kept until it is sent. */
export function commentPlace(entry: number, field: CommentField): string {
  return `entry ${entry} comment ${field}`;
}

/** Where the answer to a thread is kept until it is sent. */
export function answerPlace(thread: number): string {
  return `thread ${thread} answer`;
}

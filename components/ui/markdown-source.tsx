'use client';

import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './markdown-source.module.css';

/** A file's exact text, read-only: plain characters that wrap, its path as the label, and a button that copies it. */
export function MarkdownSource({ text, label, path }: { text: string; label: string; path?: string | undefined }) {
  return (
    <figure className={styles.markdownSource}>
      <figcaption className={styles.head}>
        <span className={styles.label}>
          {label}
          {path && <code className={styles.path}>{path}</code>}
        </span>
        <CopyButton value={text} timeout={2000}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy text'}>
              <ActionIcon
                onClick={copy}
                aria-label={copied ? 'Copied' : `Copy: ${label}`}
                color={copied ? 'teal' : 'gray'}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reachable by keys */}
      <section className={styles.text} tabIndex={0} aria-label={label}>
        <pre dir="auto">{text}</pre>
      </section>
    </figure>
  );
}

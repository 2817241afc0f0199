'use client';

import { Button, Progress } from '@mantine/core';
import { IconFileZip, IconFolderUp } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { RunProblem } from '#components/runs/run-problem.tsx';
import { sizeOf } from '#components/runs/run-words.ts';
import base from '#components/ui/base.module.css';
import sections from '#components/ui/sections.module.css';
import { countOf } from '#lib/kernel/count-of.ts';
import styles from './imports.module.css';
import { type ChosenTree, isFolder, treeOfEntry, treeOfFiles } from './tree-files.ts';
import { type UploadStep, useUpload } from './use-upload.ts';

/** Makes a file dialog choose folders; React's types do not know it. */
const OF_FOLDERS = { webkitdirectory: '' };

/** Where an archive comes in: a file or a folder, chosen or dropped. Its dry run begins as soon as it is here. */
export function UploadPanel() {
  const upload = useUpload();
  const [over, setOver] = useState(false);

  function takeTree(tree: ChosenTree | undefined) {
    if (!tree?.files.length)
      return upload.refuse(
        'This folder holds no pages: no file that ends in ' +
          `.md${tree?.leftOut ? `, only ${countOf(tree.leftOut, 'other file')}` : ''}.`,
      );
    void upload.tree(tree);
  }

  async function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (upload.step) return;
    // The entries have to be asked for at once: they are gone after the first wait.
    const entry = event.dataTransfer.items[0]?.webkitGetAsEntry();
    const [file, ...others] = event.dataTransfer.files;
    if (others.length)
      return upload.refuse(
        'These are several files. Drop one zip, one file of JSON lines, or the folder that holds the tree.',
      );
    if (entry && isFolder(entry)) return takeTree(await treeOfEntry(entry));
    if (file) void upload.file(file);
  }

  return (
    <section aria-labelledby="upload">
      <h2 id="upload" className={base.visuallyHidden}>
        Upload
      </h2>
      {upload.problem && (
        <div className={sections.notices}>
          <RunProblem title={upload.problem.title} text={upload.problem.detail} />
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside are the one
          for keys */}
      <div
        className={styles.upload}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        {upload.step ? (
          <UploadProgress step={upload.step} onStop={upload.stop} />
        ) : (
          <UploadChoice onFile={(file) => void upload.file(file)} onTree={takeTree} />
        )}
      </div>
    </section>
  );
}

/** The two ways in for keys: a file, or a folder. */
function UploadChoice({ onFile, onTree }: { onFile(file: File): void; onTree(tree: ChosenTree | undefined): void }) {
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className={styles.uploadTitle}>Drop a folder, a zip or a file of JSON lines here</p>
      <div className={styles.uploadButtons}>
        <Button leftSection={<IconFileZip size={16} aria-hidden />} onClick={() => fileInput.current?.click()}>
          Choose a file…
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderUp size={16} aria-hidden />}
          onClick={() => folderInput.current?.click()}
        >
          Choose a folder…
        </Button>
      </div>
      <p className={styles.uploadNote}>
        A tree as Dateline exports it (news/2013/01/19/…), or entries, one JSON object a line. A dry run comes first: it
        shows what each file would become and changes nothing.
      </p>
      <input
        ref={fileInput}
        type="file"
        hidden
        aria-label="A file to import"
        accept=".zip,.jsonl,.ndjson,.gz"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file);
          currentTarget.value = '';
        }}
      />
      <input
        ref={folderInput}
        type="file"
        hidden
        multiple
        {...OF_FOLDERS}
        aria-label="A folder to import"
        onChange={({ currentTarget }) => {
          if (currentTarget.files?.length) onTree(treeOfFiles(currentTarget.files));
          currentTarget.value = '';
        }}
      />
    </>
  );
}

function UploadProgress({ step, onStop }: { step: UploadStep; onStop: () => void }) {
  const [title, facts, share] = wordsOf(step);
  return (
    <div className={styles.uploadProgress}>
      <p dir="auto" role="status" className={styles.uploadTitle}>
        {title}
      </p>
      <Progress value={share} size="lg" aria-label={title} />
      <div className={styles.uploadProgressFoot}>
        <span className={base.tabular}>{facts}</span>
        {step.at !== 'starting' && (
          <Button variant="default" size="compact-sm" onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
    </div>
  );
}

function wordsOf(step: UploadStep): [title: string, facts: string, share: number] {
  if (step.at === 'packing') {
    const { files, of, bytes } = step.progress;
    return [
      `Packing ${step.name}`,
      `${countOf(files, 'file')} of ${countOf(of, 'file')}, ${sizeOf(bytes)}`,
      of ? (files / of) * 100 : 0,
    ];
  }
  if (step.at === 'sending') {
    const { bytes, of } = step.sent;
    return [`Sending ${step.name}`, `${sizeOf(bytes)} of ${sizeOf(of)}`, of ? (bytes / of) * 100 : 0];
  }
  return [`Starting the dry run of ${step.name}`, '', 100];
}

'use client';

import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { apiAddress } from '#components/api-client.ts';
import sections from '#components/ui/sections.module.css';
import { FORMATS, type Format, inOrder } from '#lib/kernel/newsroom/export-settings.ts';
import styles from './exports.module.css';
import { FORMAT_NAMES } from './target-words.ts';

const EDITIONS = [
  { value: '2017', label: '2017' },
  { value: '2018', label: '2018' },
];
const PACKINGS = [
  { value: 'zip', label: 'Zip (.zip)' },
  { value: 'tar.gz', label: 'Tar (.tar.gz)' },
];

/** The published archive as one file, put together while it is downloaded. */
export function DownloadTree() {
  const [edition, setEdition] = useState<'2017' | '2018'>('2017');
  const [packing, setPacking] = useState<'zip' | 'tar.gz'>('zip');
  const [formats, setFormats] = useState<Format[]>(['md']);
  const address = apiAddress('downloadArchive', {
    query: { format: packing, edition, formats: inOrder(formats).join(',') },
  });
  return (
    <section className={sections.section} aria-labelledby="download">
      <h2 id="download">Download</h2>
      <p className={styles.sectionNote}>The whole published archive as one file, with its manifest.</p>
      <div className={styles.download}>
        <NativeSelect
          label="Edition"
          data={EDITIONS}
          value={edition}
          onChange={(event) => setEdition(event.currentTarget.value === '2018' ? '2018' : '2017')}
        />
        <NativeSelect
          label="File"
          data={PACKINGS}
          value={packing}
          onChange={(event) => setPacking(event.currentTarget.value === 'zip' ? 'zip' : 'tar.gz')}
        />
        <Checkbox.Group label="Formats" value={formats} onChange={(values) => setFormats(inOrder(values))}>
          <div className={styles.choiceRow}>
            {FORMATS.map((format) => (
              <Checkbox key={format} value={format} label={FORMAT_NAMES[format]} disabled={format === 'md'} />
            ))}
          </div>
        </Checkbox.Group>
        <Button
          component="a"
          href={address}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download
        </Button>
      </div>
    </section>
  );
}

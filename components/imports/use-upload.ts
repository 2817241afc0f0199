'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';
import { type Sent, sendUpload, typeOfUpload } from './send-upload.ts';
import type { ChosenTree } from './tree-files.ts';
import { zipAside } from './zip-aside.ts';
import type { ZipProgress } from './zip-files.ts';

/** Where an upload stands: packing a folder, sending, or starting the dry run. */
export type UploadStep = { name: string } & (
  | { at: 'packing'; progress: ZipProgress }
  | { at: 'sending'; sent: Sent }
  | { at: 'starting' }
);

type Trouble = Pick<ApiProblem, 'title' | 'detail'>;

/** Takes a file or a folder, sends it, starts its dry run and goes there. */
export function useUpload() {
  const router = useRouter();
  const [step, setStep] = useState<UploadStep>();
  const [problem, setProblem] = useState<Trouble>();
  const stopping = useRef<AbortController>(null);

  function fail(trouble: Trouble | undefined) {
    setStep(undefined);
    setProblem(trouble);
  }

  async function send(name: string, type: string, body: Blob, signal: AbortSignal) {
    setStep({ name, at: 'sending', sent: { bytes: 0, of: body.size } });
    const sent = await sendUpload(
      name,
      type,
      body,
      (progress) => setStep({ name, at: 'sending', sent: progress }),
      signal,
    );
    if (!sent.ok) return fail(signal.aborted ? undefined : sent.problem);
    setStep({ name, at: 'starting' });
    const started = await callApi('startImport', {
      body: { upload: sent.value.upload, dryRun: true, publish: false },
      key: requestKey(),
    });
    if (!started.ok) return fail(started.problem);
    router.push(`/imports/${started.value.run}`);
  }

  function begin(): AbortSignal {
    setProblem(undefined);
    stopping.current = new AbortController();
    return stopping.current.signal;
  }

  return {
    step,
    problem,
    stop: () => stopping.current?.abort(),
    refuse: (detail: string) => fail({ title: 'Not uploaded', detail }),
    async file(file: File) {
      const type = typeOfUpload(file.name);
      if (!type)
        return fail({
          title: 'Not uploaded',
          detail: `${file.name} is neither a zip (.zip) nor events as JSON lines (.jsonl, .jsonl.gz). Choose another file, or the folder itself.`,
        });
      await send(file.name, type, file, begin());
    },
    async tree({ name, files }: ChosenTree) {
      const signal = begin();
      setStep({ name, at: 'packing', progress: { files: 0, of: files.length, bytes: 0 } });
      try {
        const zip = await zipAside(files, (progress) => setStep({ name, at: 'packing', progress }), signal);
        await send(`${name}.zip`, 'application/zip', zip, signal);
      } catch (error) {
        fail(
          signal.aborted
            ? undefined
            : {
                title: 'The folder could not be read',
                detail: `${(error as Error).message} Check that every file of it can be opened, then try again.`,
              },
        );
      }
    },
  };
}

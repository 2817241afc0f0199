'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';
import { messageOf } from '#lib/kernel/error-facts.ts';
import { sendUpload, typeOfUpload, type UploadProgress } from './send-upload.ts';
import type { ChosenTree } from './tree-files.ts';
import { zipAside } from './zip-aside.ts';
import type { ZipProgress } from './zip-files.ts';

/** Where an upload is: packing a folder, sending, or starting the dry run. */
export type UploadStep = { name: string } & (
  | { at: 'packing'; progress: ZipProgress }
  | { at: 'sending'; sent: UploadProgress }
  | { at: 'starting' }
);

type UploadProblem = Pick<ApiProblem, 'title' | 'detail'>;

type ShowStep = (step: UploadStep) => void;
type UploadOutcome = { run: number } | { trouble: UploadProblem | undefined };

/** Takes a file or a folder, sends it, starts its dry run and goes there. */
export function useUpload() {
  const router = useRouter();
  const [step, setStep] = useState<UploadStep>();
  const [problem, setProblem] = useState<UploadProblem>();
  const stopping = useRef<AbortController>(null);

  function fail(trouble: UploadProblem | undefined) {
    setStep(undefined);
    setProblem(trouble);
  }

  async function run(upload: (show: ShowStep, signal: AbortSignal) => Promise<UploadOutcome>) {
    setProblem(undefined);
    stopping.current = new AbortController();
    const outcome = await upload(setStep, stopping.current.signal);
    if ('run' in outcome) return router.push(`/imports/${outcome.run}`);
    fail(outcome.trouble);
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
          detail:
            `${file.name} is neither a zip (.zip) nor events as JSON lines (.jsonl, .jsonl.gz). Choose ` +
            'another file, or the folder itself.',
        });
      await run((show, signal) => sendAndStart({ name: file.name, type, body: file }, show, signal));
    },
    tree: (tree: ChosenTree) => run((show, signal) => packAndStart(tree, show, signal)),
  };
}

type Content = { name: string; type: string; body: Blob };

/** Sends a file and starts its dry run. */
async function sendAndStart(
  { name, type, body }: Content,
  show: ShowStep,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  show({ name, at: 'sending', sent: { bytes: 0, of: body.size } });
  const sent = await sendUpload(name, type, body, (progress) => show({ name, at: 'sending', sent: progress }), signal);
  if (!sent.ok) return { trouble: signal.aborted ? undefined : sent.problem };
  show({ name, at: 'starting' });
  const started = await callApi('startImport', {
    body: { upload: sent.value.upload, dryRun: true, publish: false },
    key: requestKey(),
  });
  return started.ok ? { run: started.value.run } : { trouble: started.problem };
}

/** Packs a folder, then does the same with the zip. */
async function packAndStart({ name, files }: ChosenTree, show: ShowStep, signal: AbortSignal): Promise<UploadOutcome> {
  show({ name, at: 'packing', progress: { files: 0, of: files.length, bytes: 0 } });
  try {
    const body = await zipAside(files, (progress) => show({ name, at: 'packing', progress }), signal);
    return await sendAndStart({ name: `${name}.zip`, type: 'application/zip', body }, show, signal);
  } catch (error) {
    if (signal.aborted) return { trouble: undefined };
    return {
      trouble: {
        title: 'The folder could not be read',
        detail: `${messageOf(error)} Check that every file of it can be opened, then try again.`,
      },
    };
  }
}

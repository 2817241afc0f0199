import { loadSample, type SampleOutcome } from '../exchange/sample/load-sample.ts';
import { explain } from '../kernel/explain-error.ts';
import { personById } from '../people/store/people.ts';
import type { Store } from '../platform/database/database.ts';
import type { JobData } from '../platform/jobs/job-queue.ts';

/** Loads the sample archive for the admin who asked, with the rights that this person has now. */
export async function loadSampleJob(
  store: Store,
  data: JobData<'load-sample'>,
): Promise<SampleOutcome | { refused: string }> {
  const person = await personById(store, data.person);
  if (!person || person.disabledAt)
    return { refused: 'The person who requested the sample archive was removed or disabled.' };
  const done = await loadSample(store, { person: person.id, role: person.role, channel: 'screen' });
  return done.ok ? done.value : { refused: explain(done.error).detail };
}

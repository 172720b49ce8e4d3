import { progressPercent } from '../advance.js';
import type { ImportTask } from '../import-entities.js';
import type { Value } from '../wire/xml.js';
import { tagSet } from '../wire/tags.js';

/** A task as EC2 lists it. (EC2 API, ImportImageTask) */
export function describeTask({ id, state, message, imageId, run, tags }: ImportTask, now: Date): Record<string, Value> {
  const progress = progressPercent(run, now);
  return {
    importTaskId: id,
    status: state,
    statusMessage: state === 'active' ? importPhase(progress) : message,
    progress: state === 'active' ? String(progress) : undefined,
    imageId,
    tagSet: tagSet(tags),
  };
}

function importPhase(progress: number): string {
  if (progress < 3) return 'pending';
  if (progress < 20) return 'validating';
  if (progress < 60) return 'converting';
  return progress < 80 ? 'booting' : 'preparing ami';
}

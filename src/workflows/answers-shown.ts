import type { DriftOutcome, StaleOutcome } from './digest-answers.js';
import type { ShownAnswer } from './digest/shown.js';
import type { Person } from './request/types.js';

/** What is to be shown of answers: those that came to something. */
export function answersIn(outcomes: readonly StaleOutcome[], by: Person): readonly ShownAnswer[] {
  return outcomes.flatMap(({ image: { imageId, region, account }, name, result }): readonly ShownAnswer[] => {
    const about = { imageId, region, account, by, ...(name === undefined ? {} : { name }) };
    if (result.kind === 'kept') return [{ ...about, what: { kind: 'kept', until: result.keep.until } }];
    if (result.kind !== 'asked' || result.submission.kind !== 'submitted') return [];
    const { operation, id: request } = result.submission.request;
    return [{ ...about, what: { kind: 'asked', operation, request } }];
  });
}

export function adoptionsIn(outcomes: readonly DriftOutcome[], by: Person): readonly ShownAnswer[] {
  return outcomes.flatMap(({ drift: { imageId, region, account, name, grantee }, result }): readonly ShownAnswer[] => {
    if (result.kind !== 'adopted') return [];
    return [{ imageId, region, account, name, by, what: { kind: 'adopted', grantee, missing: result.missing } }];
  });
}

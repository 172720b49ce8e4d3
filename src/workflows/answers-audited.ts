import type { Adoption } from './drift/types.js';
import type { ImageRef } from './facts/image.js';
import { nameOf } from './operations/planning/grantee.js';
import type { AuditRecord } from './request/audit.js';
import type { Person } from './request/types.js';
import type { Keep } from './stale/types.js';

/** Answers to the digest that are no requests, the oldest first: who kept an AMI, who adopted a share, and why. */
export function answersAudited(keeps: readonly Keep[], adoptions: readonly Adoption[]): readonly AuditRecord[] {
  const kept = keeps.map((keep) => recordOf('kept', keep, { operation: 'keep', code: keep.until, text: keep.reason }));
  const adopted = adoptions.map((adoption) =>
    recordOf('share-adopted', adoption, {
      operation: 'adopt',
      code: nameOf(adoption.grantee),
      text: adoption.reason ?? null,
    }),
  );
  return [...kept, ...adopted].sort((one, other) => one.at.localeCompare(other.at));
}

function recordOf(
  type: AuditRecord['type'],
  { imageId, account, region, by, at }: ImageRef & { readonly by: Person; readonly at: string },
  { operation, code, text }: Pick<AuditRecord, 'operation' | 'code' | 'text'>,
): AuditRecord {
  const noStep = { step: null, call: null, callAccount: null, callRegion: null, outcome: null };
  return {
    requestId: null,
    at,
    type,
    person: by.userId,
    team: by.teamId,
    operation,
    subject: imageId,
    account,
    region,
    ...noStep,
    code,
    text,
  };
}

import type { Adoption } from '../../domain/drift/types.js';
import { granteeKey } from '../../domain/model/grantee.js';
import type { ImageRef } from '../../domain/model/image.js';
import { type AuditRecord, auditRecords } from '../../domain/request/audit.js';
import type { Person } from '../../domain/request/types.js';
import type { Exemption } from '../../domain/stale/types.js';
import type { AdoptionStore } from '../ports/adoption-store.js';
import type { ExemptionStore } from '../ports/exemption-store.js';
import type { RequestStore } from '../ports/request-store.js';

/**
 * Responses to the digest that are no requests, the oldest first: who exempted an AMI, who adopted a share, and why.
 */
function toAuditRecords(exemptions: readonly Exemption[], adoptions: readonly Adoption[]): readonly AuditRecord[] {
  const exempted = exemptions.map((exemption) =>
    toAuditRecord('exempted', exemption, { operation: 'keep', code: exemption.until, text: exemption.reason }),
  );
  const adopted = adoptions.map((adoption) =>
    toAuditRecord('share-adopted', adoption, {
      operation: 'adopt',
      code: granteeKey(adoption.grantee),
      text: adoption.reason ?? null,
    }),
  );
  return [...exempted, ...adopted].sort((one, other) => one.at.localeCompare(other.at));
}

function toAuditRecord(
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

/** The number of requests per page. */
const PAGE_SIZE = 25;

export interface AuditSources {
  readonly store: Pick<RequestStore, 'listAll' | 'load'>;
  readonly exemptions: Pick<ExemptionStore, 'listActive'>;
  readonly adoptions: Pick<AdoptionStore, 'list'>;
}

/**
 * Every event since a time, of every request: requests newest first, the events of each oldest first. Reads a page at a
 * time and keeps none. Then the active responses to the digest, the oldest first. Throws what the ports throw.
 */
export async function* exportAudit(
  { store, exemptions, adoptions }: AuditSources,
  { since, now }: { readonly since: string; readonly now: string },
): AsyncGenerator<AuditRecord> {
  let cursor: string | undefined;
  do {
    const page = await store.listAll(cursor === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor });
    const requests = await Promise.all(page.items.map(({ id }) => store.load(id)));
    for (const request of requests) {
      if (request !== undefined) yield* auditRecords(request).filter(({ at }) => at >= since);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  const [active, adopted] = await Promise.all([exemptions.listActive(now), adoptions.list()]);
  yield* toAuditRecords(active, adopted).filter(({ at }) => at >= since);
}

import { toBinStay } from './advance.js';
import type { RetentionRule } from './entities.js';
import type { BinStay, Image, Snapshot } from './image-entities.js';
import type { Tags } from './owned.js';
import type { Call } from './operation.js';

/**
 * How long the Recycle Bin retains a resource that is deleted now. `undefined`: deletion is permanent. Rules by tag
 * precede rules of the Region. (EBS User Guide, "Recycle Bin")
 */
function retentionFor(
  type: RetentionRule['resourceType'],
  tags: Tags,
  { store, caller, region, now }: Call,
): BinStay | undefined {
  const rules = store
    .all('retentionRules')
    .filter((rule) => rule.resourceType === type && rule.ownerId === caller.account && rule.region === region);
  const byTag = rules.filter((rule) => hasAnyTag(tags, rule.tags));
  const ofRegion = rules.filter((rule) => rule.tags.length === 0 && !hasAnyTag(tags, rule.excludeTags));
  const days = (byTag.length > 0 ? byTag : ofRegion).map((rule) => rule.days);
  return days.length === 0 ? undefined : toBinStay(Math.max(...days), now);
}

function hasAnyTag(tags: Tags, wanted: RetentionRule['tags']): boolean {
  return wanted.some(({ key, value }) => Object.hasOwn(tags, key) && (value === undefined || tags[key] === value));
}

/** Removes a deregistered image. Without a retention rule its id stays known while instances run. */
export function discardImage(image: Image, call: Call): void {
  const bin = image.machine.rootDeviceType === 'ebs' ? retentionFor('EC2_IMAGE', image.tags, call) : undefined;
  const deregistered = { ...image, state: 'deregistered', deregisteredAt: call.now.toISOString() } as const;
  call.store.put('images', bin === undefined ? deregistered : { ...deregistered, bin: { ...bin, state: image.state } });
}

export function discardSnapshot(snapshot: Snapshot, call: Call): void {
  const bin = retentionFor('EBS_SNAPSHOT', snapshot.tags, call);
  if (bin === undefined) call.store.remove('snapshots', snapshot.id);
  else call.store.put('snapshots', { ...snapshot, bin });
}

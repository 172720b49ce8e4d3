import { isRecoveryPoint } from '../operations/findings/lifecycle.js';
import { truncate, formatDay, formatDayWithAge } from '../model/format.js';
import { inUseReasons, unresolvedChecks } from './usage-evidence.js';
import { staleReasons } from './reasons.js';
import type { StaleEvidence, ImageVerdict, Exemption, ScannedImage, StalePolicy } from './types.js';

export type StaleVerdict = Pick<ImageVerdict, 'verdict' | 'reasons'>;

/** The verdict that the listing alone allows. `undefined` for a candidate that needs further checks. */
export function preliminaryVerdict(
  { image, at, exemption }: StaleEvidence,
  policy: StalePolicy,
): StaleVerdict | undefined {
  const kept = exemptionReason(image, exemption, at, policy);
  if (kept !== undefined) return { verdict: 'kept', reasons: [kept] };
  const recent = recencyReason(image, at, policy);
  return recent === undefined ? undefined : { verdict: 'recent', reasons: [recent] };
}

/**
 * The verdict on an AMI by everything that was read. A seen use settles it. An unanswered question leaves it open.
 * Stale is what remains if every answer is no.
 */
export function judgeStaleness(evidence: StaleEvidence, policy: StalePolicy): StaleVerdict {
  const settled = preliminaryVerdict(evidence, policy);
  if (settled !== undefined) return settled;
  const uses = inUseReasons(evidence, policy.directory);
  if (uses.length > 0) return { verdict: 'in-use', reasons: uses };
  const unresolved = [...undatedReasons(evidence.image), ...unresolvedChecks(evidence, policy.directory)];
  if (unresolved.length > 0) return { verdict: 'unknown', reasons: unresolved };
  return { verdict: 'stale', reasons: staleReasons(evidence, policy.directory) };
}

/** Whether an exemption is active. */
function isActiveExemption(exemption: Exemption | undefined, at: string): exemption is Exemption {
  return exemption !== undefined && Date.parse(exemption.until) > Date.parse(at);
}

function exemptionReason(
  image: ScannedImage,
  exemption: Exemption | undefined,
  at: string,
  { keepTags }: StalePolicy,
): string | undefined {
  const tag = Object.entries(keepTags).find(([key, value]) => hasTag(image, key, value));
  if (tag !== undefined) {
    const [key] = tag;
    return `It has the keep tag ${truncate(key)}=${truncate(image.tags[key] ?? '')}.`;
  }
  if (isActiveExemption(exemption, at)) {
    return `Kept until ${formatDay(exemption.until)}, since ${formatDay(exemption.at)}: “${truncate(exemption.reason)}”.`;
  }
  // EC2 refuses to take these away; their plan in AWS Backup decides how long they stay.
  return isRecoveryPoint(image) ? 'It is a recovery point of AWS Backup, which manages its removal.' : undefined;
}

function hasTag({ tags }: ScannedImage, key: string, value: string): boolean {
  return Object.hasOwn(tags, key) && (value === '*' || tags[key] === value);
}

function recencyReason(image: ScannedImage, at: string, { staleAfterMs }: StalePolicy): string | undefined {
  if (isWithin(image.lastLaunchedAt, at, staleAfterMs))
    return `Launched ${formatDayWithAge(image.lastLaunchedAt, at)}.`;
  return isWithin(image.createdAt, at, staleAfterMs) ? `Created ${formatDayWithAge(image.createdAt, at)}.` : undefined;
}

/** A value that is no time is within no period. */
function isWithin(time: string | undefined, at: string, spanMs: number): time is string {
  return time !== undefined && Date.parse(at) - Date.parse(time) < spanMs;
}

/** Without a readable date its age is unknown. */
function undatedReasons({ createdAt, lastLaunchedAt }: ScannedImage): readonly string[] {
  const unread = [createdAt, lastLaunchedAt].find((time) => time !== undefined && Number.isNaN(Date.parse(time)));
  return unread === undefined ? [] : [`Its age is unknown: AWS returned “${truncate(unread, 40)}” as a date.`];
}

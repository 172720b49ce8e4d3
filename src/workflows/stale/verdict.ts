import { isRecoveryPoint } from '../operations/planning/protection.js';
import { clip, day, dayAndAge } from '../operations/planning/wording.js';
import { inUseReasons, openQuestions } from './use-evidence.js';
import { staleReasons } from './stale-reasons.js';
import type { Evidence, ImageVerdict, Keep, ScannedImage, StalePolicy } from './types.js';

export type Judgement = Pick<ImageVerdict, 'verdict' | 'reasons'>;

/** What the listing alone settles; undefined for a candidate, about which more has to be found out. */
export function firstSight({ image, at, keep }: Evidence, policy: StalePolicy): Judgement | undefined {
  const kept = keptBecause(image, keep, at, policy);
  if (kept !== undefined) return { verdict: 'kept', reasons: [kept] };
  const recent = recentBecause(image, at, policy);
  return recent === undefined ? undefined : { verdict: 'recent', reasons: [recent] };
}

/**
 * The verdict on an AMI by all that was found out about it. A use that was seen settles it; a question that was not
 * answered leaves it open; stale is what remains when every question was answered with no.
 */
export function judge(evidence: Evidence, policy: StalePolicy): Judgement {
  const settled = firstSight(evidence, policy);
  if (settled !== undefined) return settled;
  const uses = inUseReasons(evidence, policy.directory);
  if (uses.length > 0) return { verdict: 'in-use', reasons: uses };
  const open = [...undatedReasons(evidence.image), ...openQuestions(evidence, policy.directory)];
  if (open.length > 0) return { verdict: 'unknown', reasons: open };
  return { verdict: 'stale', reasons: staleReasons(evidence, policy.directory) };
}

/** Whether an answer still holds. */
export function holds(keep: Keep | undefined, at: string): keep is Keep {
  return keep !== undefined && Date.parse(keep.until) > Date.parse(at);
}

function keptBecause(
  image: ScannedImage,
  keep: Keep | undefined,
  at: string,
  { keepTags }: StalePolicy,
): string | undefined {
  const tag = Object.entries(keepTags).find(([key, value]) => hasTag(image, key, value));
  if (tag !== undefined) {
    const [key] = tag;
    return `It has the keep tag ${clip(key)}=${clip(image.tags[key] ?? '')}.`;
  }
  if (holds(keep, at)) {
    return `Kept until ${day(keep.until)}, as was answered on ${day(keep.at)}: “${clip(keep.reason)}”.`;
  }
  // EC2 refuses to take these away; their plan in AWS Backup decides how long they stay.
  return isRecoveryPoint(image) ? 'It is a recovery point of AWS Backup, which keeps and removes it.' : undefined;
}

function hasTag({ tags }: ScannedImage, key: string, value: string): boolean {
  return Object.hasOwn(tags, key) && (value === '*' || tags[key] === value);
}

function recentBecause(image: ScannedImage, at: string, { staleAfterMs }: StalePolicy): string | undefined {
  if (isWithin(image.lastLaunchedAt, at, staleAfterMs)) return `Launched ${dayAndAge(image.lastLaunchedAt, at)}.`;
  return isWithin(image.createdAt, at, staleAfterMs) ? `Created ${dayAndAge(image.createdAt, at)}.` : undefined;
}

/** What is no time is not within any span. */
function isWithin(time: string | undefined, at: string, spanMs: number): time is string {
  return time !== undefined && Date.parse(at) - Date.parse(time) < spanMs;
}

/** Without a date that can be read nobody knows how old it is. */
function undatedReasons({ createdAt, lastLaunchedAt }: ScannedImage): readonly string[] {
  const unread = [createdAt, lastLaunchedAt].find((time) => time !== undefined && Number.isNaN(Date.parse(time)));
  return unread === undefined ? [] : [`Its age is not known: AWS gives “${clip(unread, 40)}” for a date.`];
}

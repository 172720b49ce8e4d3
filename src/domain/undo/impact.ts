import type { Directory } from '../model/directory.js';
import type { Facts, Grantee } from '../model/facts.js';
import { findings as deregisterFindings } from '../operations/deregister/findings.js';
import { findings as disableFindings } from '../operations/disable/findings.js';
import { lastLaunchRow, sharedWithRow, usageRow } from '../operations/evidence.js';
import { usageState, usageByPlace, usageByTarget, type PlaceUsage } from '../operations/findings/usage.js';
import { findings as shareFindings } from '../operations/share/findings.js';
import { findings as unshareFindings } from '../operations/unshare/findings.js';
import type { Call, Evidence, Finding, PolicyInput } from '../plan/types.js';
import { parseGranteeKey } from '../model/grantee.js';
import { grantsOf } from '../plan/grants.js';
import type { Effects, RevertibleEffect } from './classify-effects.js';
import { targetImageOf, removesAccess } from './observations.js';

/** The impact of an undo on the users of an AMI, as the operation with the same effect describes it. */
export interface Impact {
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
  readonly inUse: PolicyInput['inUse'];
  /** Tags of the AMI for the rules. `undefined` if no AMI was observed. */
  readonly tags: PolicyInput['tags'] | undefined;
}

export function impactOf(
  revertible: readonly RevertibleEffect[],
  { request, observations }: Effects,
  directory: Directory,
): Impact {
  const parts = Object.values(observations.images).flatMap((facts) => {
    if (facts === null) return [];
    const calls = revertible
      .map(({ step }) => step.call)
      .filter((call) => targetImageOf(call, request.subject)?.imageId === facts.image.imageId);
    return calls.length === 0 ? [] : [impactOnImage(facts, calls, directory)];
  });
  const isOne = 'imageId' in request.subject && parts.length === 1 && parts[0]?.imageId === request.subject.imageId;
  const usageByPlace = parts.flatMap((part) => part.usage);
  return {
    findings: isOne
      ? (parts[0]?.findings ?? [])
      : parts.flatMap((part) => part.findings.map((each) => aboutImage(each, part))),
    evidence: [...(usageByPlace.length === 0 ? [] : [usageRow(usageByPlace)]), ...parts.flatMap(({ rows }) => rows)],
    inUse: usageByPlace.length === 0 ? 'unknown' : usageState(usageByPlace),
    tags: parts[0]?.tags,
  };
}

interface ImageImpact {
  readonly imageId: string;
  readonly region: string;
  readonly tags: PolicyInput['tags'];
  readonly usage: readonly PlaceUsage[];
  readonly findings: readonly Finding[];
  readonly rows: readonly Evidence[];
}

function impactOnImage(facts: Facts, calls: readonly Call[], directory: Directory): ImageImpact {
  const { imageId, region, tags } = facts.image;
  const about = { imageId, region, tags, rows: [sharedWithRow(facts, directory), lastLaunchRow(facts)] };
  const removal = calls.find(removesAccess);
  if (removal !== undefined) {
    const uses = usageByPlace(facts, directory);
    const snapshots = removal.name === 'DeregisterImage' && removal.input.DeleteAssociatedSnapshots === true;
    const findings =
      removal.name === 'DeregisterImage'
        ? deregisterFindings({ facts, directory, uses, snapshots })
        : disableFindings({ facts, directory, uses });
    return { ...about, usage: uses, findings };
  }
  const given = granteesIn(calls, true);
  const removedGrantees = granteesIn(calls, false);
  const uses = removedGrantees.length === 0 ? [] : usageByTarget(removedGrantees, facts, directory);
  const common = { facts: asIfEnabled(facts, calls), directory, isNoOp: false };
  return {
    ...about,
    usage: uses,
    findings: [
      ...(given.length === 0 ? [] : shareFindings({ ...common, targets: given })),
      ...(removedGrantees.length === 0 ? [] : unshareFindings({ ...common, targets: removedGrantees, uses })),
    ],
  };
}

/** A disabled AMI can be shared once the undo has enabled it; its snapshots can at any time. */
function asIfEnabled(facts: Facts, calls: readonly Call[]): Facts {
  const needsEnabling = calls.some(({ name }) => name === 'ModifyImageAttribute');
  const isEnabled = calls.some(({ name }) => name === 'EnableImage');
  return needsEnabling && !isEnabled ? facts : { ...facts, image: { ...facts.image, state: 'available' } };
}

function granteesIn(calls: readonly Call[], gives: boolean): readonly Grantee[] {
  const names = calls.flatMap(grantsOf).flatMap((grant) => (grant.isGrant === gives ? grant.grantee : []));
  return [...new Set(names)].map(parseGranteeKey);
}

/** With several AMIs, each finding says which it is about. */
function aboutImage(finding: Finding, { imageId, region }: ImageImpact): Finding {
  const subject = finding.subject === undefined ? imageId : `${imageId} ${finding.subject}`;
  return { ...finding, text: `${imageId} (${region}): ${finding.text}`, subject };
}

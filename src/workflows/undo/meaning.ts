import type { Directory } from '../facts/directory.js';
import type { Facts, Grantee } from '../facts/facts.js';
import { findings as deregisterFindings } from '../operations/deregister/findings.js';
import { findings as disableFindings } from '../operations/disable/findings.js';
import { lastLaunchRow, sharedWithRow, useRow } from '../operations/planning/evidence.js';
import { inUse, usesOf, usesOfTargets, type UseInPlace } from '../operations/planning/use.js';
import { findings as shareFindings } from '../operations/share/findings.js';
import { findings as unshareFindings } from '../operations/unshare/findings.js';
import type { Call, Evidence, Finding, Scope } from '../plan/types.js';
import { granteeNamed } from './grantee-named.js';
import { grantsOf } from './grants.js';
import type { Effects, Taken } from './sort-out.js';
import { imageOf, takesAway } from './sights.js';

/** What taking something back would mean for those who use it: as the operation says that does the same by itself. */
export interface Meaning {
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
  readonly inUse: Scope['inUse'];
  /** Tags of the AMI that the rules look at; undefined where none was looked at. */
  readonly tags: Scope['tags'] | undefined;
}

export function meaningOf(taken: readonly Taken[], { request, sights }: Effects, directory: Directory): Meaning {
  const parts = Object.values(sights.images).flatMap((facts) => {
    if (facts === null) return [];
    const calls = taken
      .map(({ step }) => step.call)
      .filter((call) => imageOf(call, request.subject)?.imageId === facts.image.imageId);
    return calls.length === 0 ? [] : [partFor(facts, calls, directory)];
  });
  const isOne = 'imageId' in request.subject && parts.length === 1 && parts[0]?.imageId === request.subject.imageId;
  const uses = parts.flatMap((part) => part.uses);
  return {
    findings: isOne
      ? (parts[0]?.findings ?? [])
      : parts.flatMap((part) => part.findings.map((each) => about(each, part))),
    evidence: [...(uses.length === 0 ? [] : [useRow(uses)]), ...parts.flatMap(({ rows }) => rows)],
    inUse: uses.length === 0 ? 'unknown' : inUse(uses),
    tags: parts[0]?.tags,
  };
}

interface Part {
  readonly imageId: string;
  readonly region: string;
  readonly tags: Scope['tags'];
  readonly uses: readonly UseInPlace[];
  readonly findings: readonly Finding[];
  readonly rows: readonly Evidence[];
}

function partFor(facts: Facts, calls: readonly Call[], directory: Directory): Part {
  const { imageId, region, tags } = facts.image;
  const about = { imageId, region, tags, rows: [sharedWithRow(facts, directory), lastLaunchRow(facts)] };
  const away = calls.find(takesAway);
  if (away !== undefined) {
    const uses = usesOf(facts, directory);
    const snapshots = away.name === 'DeregisterImage' && away.input.DeleteAssociatedSnapshots === true;
    const findings =
      away.name === 'DeregisterImage'
        ? deregisterFindings({ facts, directory, uses, snapshots })
        : disableFindings({ facts, directory, uses });
    return { ...about, uses, findings };
  }
  const given = granteesIn(calls, true);
  const takenAway = granteesIn(calls, false);
  const uses = takenAway.length === 0 ? [] : usesOfTargets(takenAway, facts, directory);
  const common = { facts: onceEnabled(facts, calls), directory, nothingToDo: false };
  return {
    ...about,
    uses,
    findings: [
      ...(given.length === 0 ? [] : shareFindings({ ...common, targets: given })),
      ...(takenAway.length === 0 ? [] : unshareFindings({ ...common, targets: takenAway, uses })),
    ],
  };
}

/** A disabled AMI can be shared once the undo has enabled it; its snapshots can at any time. */
function onceEnabled(facts: Facts, calls: readonly Call[]): Facts {
  const needsEnabling = calls.some(({ name }) => name === 'ModifyImageAttribute');
  const isEnabled = calls.some(({ name }) => name === 'EnableImage');
  return needsEnabling && !isEnabled ? facts : { ...facts, image: { ...facts.image, state: 'available' } };
}

function granteesIn(calls: readonly Call[], gives: boolean): readonly Grantee[] {
  const names = calls.flatMap(grantsOf).flatMap((grant) => (grant.gives === gives ? grant.grantee : []));
  return [...new Set(names)].map(granteeNamed);
}

/** Where several AMIs are spoken of, each finding says which it is about. */
function about(finding: Finding, { imageId, region }: Part): Finding {
  const subject = finding.subject === undefined ? imageId : `${imageId} ${finding.subject}`;
  return { ...finding, text: `${imageId} (${region}): ${finding.text}`, subject };
}

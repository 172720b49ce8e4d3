import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Fact } from '../../facts/known.js';
import type { ImportRole, ObjectFacts, StoredFile } from '../../facts/stored-file.js';
import { subjectName, type ObjectRef } from '../../facts/subject.js';
import type { Kept } from '../../plan/calls.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { because } from '../planning/observed.js';
import { planned } from '../planning/planned.js';
import { clip, dayAndAge, sizeLabel } from '../planning/wording.js';
import { findings } from './findings.js';
import type { ImportInput } from './input.js';

/** Imports the file, waits until there is an AMI, and names it; an import that fails or is stopped is cancelled. */
export function plan(input: ImportInput, facts: ObjectFacts, { directory }: PlanContext): Planned {
  const { bucket, key, region, account } = facts.object;
  const file = clip(subjectName(facts.object), 300);
  return planned({
    operation: 'import',
    subject: { bucket, key, region, account },
    title: `Import ${file} as ${clip(input.name, 128)} into ${accountLabel(directory, account)} (${region})`,
    steps: stepsFor(input, facts.object),
    findings: findings(facts, directory),
    evidence: evidenceFor(input, facts, directory),
    scope: { targets: [], tags: {}, inUse: 'unknown', takesAway: false },
  });
}

function stepsFor({ name, format }: ImportInput, { bucket, key, region, account }: ObjectRef): readonly Step[] {
  const place = { account, region };
  const importTaskId: Kept = { step: 'import', keep: 'task' };
  const imageId: Kept = { step: 'import', keep: 'image' };
  return [
    {
      id: 'import',
      title: `Import ${clip(subjectName({ bucket, key, ...place }), 300)} as ${format}`,
      call: {
        name: 'ImportImage',
        ...place,
        input: { DiskContainers: [{ Format: format, UserBucket: { S3Bucket: bucket, S3Key: key } }] },
      },
      until: { kind: 'imported', importTaskId },
      keep: { task: { from: 'answer', field: 'ImportTaskId' }, image: { from: 'image' } },
      after: [],
      mayBeStopped: true,
      undo: [
        {
          id: 'undo-import',
          title: 'Deregister the AMI with its snapshots',
          call: { name: 'DeregisterImage', ...place, input: { ImageId: imageId, DeleteAssociatedSnapshots: true } },
          until: { kind: 'image-gone', imageId },
        },
      ],
    },
    {
      id: 'name',
      title: `Give the AMI the Name tag ${clip(name, 128)}`,
      call: { name: 'CreateTags', ...place, input: { Resources: [imageId], Tags: [{ Key: 'Name', Value: name }] } },
      after: ['import'],
      // The tags go with the AMI.
      undo: [],
    },
    {
      id: 'clean-up',
      title: 'Cancel the import if it fails or is stopped',
      call: { name: 'CancelImportTask', ...place, input: { ImportTaskId: importTaskId } },
      until: { kind: 'import-ended', importTaskId },
      after: [],
      cleansUp: { of: 'import', unless: 'import' },
    },
  ];
}

function evidenceFor({ format }: ImportInput, facts: ObjectFacts, directory: Directory): readonly Evidence[] {
  const { object, role, observedAt } = facts;
  return [
    { label: 'File', value: `${format}, ${fileLabel(facts.file, observedAt)}` },
    { label: 'Bucket', value: `${object.bucket} (${regionLabel(facts.bucketRegion)})` },
    { label: 'Account', value: `${accountLabel(directory, object.account)}, ${object.region}` },
    { label: 'Role vmimport', value: role.known ? ROLES[role.value] : `not known: ${because(role)}` },
  ];
}

function fileLabel(file: Fact<StoredFile | null>, now: string): string {
  if (!file.known) return `not known: ${because(file)}`;
  if (file.value === null) return 'not there';
  return `${sizeLabel(file.value.sizeBytes)}, changed ${dayAndAge(file.value.changedAt, now)}`;
}

function regionLabel(region: Fact<string | null>): string {
  return region.known ? (region.value ?? 'not there') : `its Region is not known: ${because(region)}`;
}

const ROLES = {
  trusts: 'there, and trusts VM Import/Export',
  distrusts: 'there, and does not trust VM Import/Export',
  missing: 'not there',
} as const satisfies Record<ImportRole, string>;

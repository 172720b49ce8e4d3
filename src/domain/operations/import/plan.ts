import { accountLabel, type Directory } from '../../model/directory.js';
import type { Fact } from '../../model/fact.js';
import type { ImportRole, S3ObjectFacts, S3Object } from '../../model/s3-object.js';
import { subjectKey, type S3ObjectRef } from '../../model/subject.js';
import type { OutputRef } from '../../plan/call-inputs.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { reasonText } from '../../model/observed-facts.js';
import { toPlanResult } from '../findings/build.js';
import { truncate, formatDayWithAge, sizeLabel } from '../../model/format.js';
import { findings } from './findings.js';
import type { ImportInput } from './input.js';

/** Imports the file, waits until there is an AMI, and names it; an import that fails or is stopped is cancelled. */
export function plan(input: ImportInput, facts: S3ObjectFacts, { directory }: PlanContext): PlanResult {
  const { bucket, key, region, account } = facts.object;
  const file = truncate(subjectKey(facts.object), 300);
  return toPlanResult({
    operation: 'import',
    subject: { bucket, key, region, account },
    title: `Import ${file} as ${truncate(input.name, 128)} into ${accountLabel(directory, account)} (${region})`,
    steps: importSteps(input, facts.object),
    findings: findings(facts, directory),
    evidence: importEvidence(input, facts, directory),
    policyInput: { targets: [], tags: {}, inUse: 'unknown', removesAccess: false },
  });
}

function importSteps({ name, format }: ImportInput, { bucket, key, region, account }: S3ObjectRef): readonly Step[] {
  const place = { account, region };
  const importTaskId: OutputRef = { step: 'import', output: 'task' };
  const imageId: OutputRef = { step: 'import', output: 'image' };
  return [
    {
      id: 'import',
      title: `Import ${truncate(subjectKey({ bucket, key, ...place }), 300)} as ${format}`,
      call: {
        name: 'ImportImage',
        ...place,
        input: { DiskContainers: [{ Format: format, UserBucket: { S3Bucket: bucket, S3Key: key } }] },
      },
      waitFor: { kind: 'imported', importTaskId },
      outputs: { task: { from: 'response', field: 'ImportTaskId' }, image: { from: 'image' } },
      after: [],
      cancellable: true,
      undo: [
        {
          id: 'undo-import',
          title: 'Deregister the AMI with its snapshots',
          call: { name: 'DeregisterImage', ...place, input: { ImageId: imageId, DeleteAssociatedSnapshots: true } },
          waitFor: { kind: 'image-gone', imageId },
        },
      ],
    },
    {
      id: 'name',
      title: `Give the AMI the Name tag ${truncate(name, 128)}`,
      call: { name: 'CreateTags', ...place, input: { Resources: [imageId], Tags: [{ Key: 'Name', Value: name }] } },
      after: ['import'],
      // The tags go with the AMI.
      undo: [],
    },
    {
      id: 'clean-up',
      title: 'Cancel the import if it fails or is stopped',
      call: { name: 'CancelImportTask', ...place, input: { ImportTaskId: importTaskId } },
      waitFor: { kind: 'import-ended', importTaskId },
      after: [],
      cleanup: { stepId: 'import', unlessDone: 'import' },
    },
  ];
}

function importEvidence({ format }: ImportInput, facts: S3ObjectFacts, directory: Directory): readonly Evidence[] {
  const { object, role, observedAt } = facts;
  return [
    { label: 'File', value: `${format}, ${fileLabel(facts.file, observedAt)}` },
    { label: 'Bucket', value: `${object.bucket} (${regionLabel(facts.bucketRegion)})` },
    { label: 'Account', value: `${accountLabel(directory, object.account)}, ${object.region}` },
    { label: 'Role vmimport', value: role.known ? ROLE_LABELS[role.value] : `unknown: ${reasonText(role)}` },
  ];
}

function fileLabel(file: Fact<S3Object | null>, now: string): string {
  if (!file.known) return `unknown: ${reasonText(file)}`;
  if (file.value === null) return 'not found';
  return `${sizeLabel(file.value.sizeBytes)}, changed ${formatDayWithAge(file.value.lastModifiedAt, now)}`;
}

function regionLabel(region: Fact<string | null>): string {
  return region.known ? (region.value ?? 'not found') : `its Region is unknown: ${reasonText(region)}`;
}

const ROLE_LABELS = {
  trusted: 'found, and trusts VM Import/Export',
  untrusted: 'found, and does not trust VM Import/Export',
  missing: 'not found',
} as const satisfies Record<ImportRole, string>;

import {
  describeRegions,
  getAllowedImagesSettings,
  getEbsDefaultKmsKeyId,
  getEbsEncryptionByDefault,
  getImageBlockPublicAccessState,
} from './operations/account-settings.js';
import type { Operation } from './operation.js';
import { describeAutoScalingGroups, describeLaunchConfigurations } from './operations/auto-scaling.js';
import { copyImage } from './operations/copy-image.js';
import { disableImageDeprecation, enableImageDeprecation } from './operations/deprecation.js';
import { copySnapshot } from './operations/copy-snapshot.js';
import { createImage } from './operations/create-image.js';
import { deregisterImage } from './operations/deregister-image.js';
import { describeImages } from './operations/describe-images.js';
import { disableImage, enableImage } from './operations/disable-image.js';
import { describeImageAttribute, resetImageAttribute } from './operations/image-attributes.js';
import { describeImageReferences } from './operations/image-references.js';
import { cancelImportTask, describeImportImageTasks } from './operations/import-tasks.js';
import { importImage } from './operations/import-image.js';
import { describeInstanceTypes } from './operations/instance-types.js';
import { describeInstances } from './operations/instances.js';
import { describeKey, getKeyPolicy, listGrants } from './operations/kms.js';
import { describeLaunchTemplates, describeLaunchTemplateVersions } from './operations/launch-templates.js';
import { modifyImageAttribute } from './operations/modify-image-attribute.js';
import { disableImageDeregistrationProtection, enableImageDeregistrationProtection } from './operations/protection.js';
import {
  getRule,
  listImagesInRecycleBin,
  listRules,
  listSnapshotsInRecycleBin,
  restoreImageFromRecycleBin,
  restoreSnapshotFromRecycleBin,
} from './operations/recycle-bin.js';
import { listObjects } from './operations/list-objects.js';
import { getRole } from './operations/roles.js';
import { registerImage } from './operations/register-image.js';
import { describeSnapshotAttribute, modifySnapshotAttribute } from './operations/snapshot-attributes.js';
import { deleteSnapshot, describeSnapshots } from './operations/snapshots.js';
import { getParameters } from './operations/systems-manager.js';
import { runInstances } from './operations/run-instances.js';
import { stopInstances, terminateInstances } from './operations/stop-instances.js';
import { describeSpotFleetRequests } from './operations/spot-fleets.js';
import { describeSubnets } from './operations/subnets.js';
import { assumeRole, getCallerIdentity } from './operations/sts.js';
import { createTags, deleteTags, describeTags } from './operations/tags.js';
import {
  createImageUsageReport,
  describeImageUsageReportEntries,
  describeImageUsageReports,
} from './operations/usage-reports.js';

/** Every simulated call. `coverage.ts` lists what each omits. */
export const OPERATIONS: readonly Operation[] = [
  describeImages,
  describeImageAttribute,
  modifyImageAttribute,
  resetImageAttribute,
  copyImage,
  registerImage,
  deregisterImage,
  enableImageDeprecation,
  disableImageDeprecation,
  enableImage,
  disableImage,
  enableImageDeregistrationProtection,
  disableImageDeregistrationProtection,
  copySnapshot,
  describeSnapshots,
  describeSnapshotAttribute,
  modifySnapshotAttribute,
  deleteSnapshot,
  createTags,
  deleteTags,
  describeTags,
  describeImageReferences,
  createImageUsageReport,
  describeImageUsageReports,
  describeImageUsageReportEntries,
  describeInstances,
  describeInstanceTypes,
  describeSubnets,
  runInstances,
  stopInstances,
  terminateInstances,
  createImage,
  importImage,
  cancelImportTask,
  describeImportImageTasks,
  describeSpotFleetRequests,
  describeLaunchTemplates,
  describeLaunchTemplateVersions,
  describeRegions,
  getImageBlockPublicAccessState,
  getAllowedImagesSettings,
  getEbsEncryptionByDefault,
  getEbsDefaultKmsKeyId,
  listImagesInRecycleBin,
  listSnapshotsInRecycleBin,
  restoreImageFromRecycleBin,
  restoreSnapshotFromRecycleBin,
  assumeRole,
  getCallerIdentity,
  describeKey,
  getKeyPolicy,
  listGrants,
  describeLaunchConfigurations,
  describeAutoScalingGroups,
  listRules,
  getRule,
  getParameters,
  listObjects,
  getRole,
];

import type { ServiceName } from './ec2/services.js';

/** How much of an AWS call the simulator does. */
export interface Coverage {
  readonly service: ServiceName;
  readonly operation: string;
  readonly level: 'full' | 'partial';
  /** What a real account does and the simulator does not. Empty if nothing is known to be missing. */
  readonly missing: readonly string[];
}

function full(service: ServiceName, operation: string): Coverage {
  return { service, operation, level: 'full', missing: [] };
}

function partial(service: ServiceName, operation: string, ...missing: readonly string[]): Coverage {
  return { service, operation, level: 'partial', missing };
}

/** Every simulated call. A call that is not here is answered as an unknown one, a parameter that is unknown is refused. */
export const AWS_COVERAGE: readonly Coverage[] = [
  partial(
    'ec2',
    'DescribeImages',
    'filters on single volume parameters other than device, snapshot and type',
    'of image watermarks all but their keys, scan results and instance type specifications',
    'of Allowed AMIs: criteria other than providers',
  ),
  full('ec2', 'DescribeImageAttribute'),
  partial(
    'ec2',
    'ModifyImageAttribute',
    'the attributes imdsSupport and productCodes',
    'the code and words for watermarks are guesses',
  ),
  full('ec2', 'ResetImageAttribute'),
  partial(
    'ec2',
    'CopyImage',
    'time-based copies, Outposts and Local Zones',
    'the bucket permissions of instance-store images',
    'quotas of snapshots',
    'own encrypted images without KmsKeyId: always the default key, as the API text says',
  ),
  partial(
    'ec2',
    'RegisterImage',
    'images in S3, billing products and SSM parameters as sources',
    'empty volumes that are encrypted',
    'Windows, which real accounts cannot register from a snapshot: here it becomes Linux',
    'its codes for combinations that cannot be are guesses',
  ),
  partial('ec2', 'CopySnapshot', 'time-based copies, Outposts and Local Zones', 'incremental copies'),
  partial(
    'ec2',
    'DeregisterImage',
    'the snapshots of a copy that is stopped while pending end completed',
    'the code and words for a protected image are a guess: AWS documents none',
    'the return code internal-error',
  ),
  partial('ec2', 'EnableImageDeprecation', 'the codes and words of refusals are guesses: AWS documents none'),
  partial(
    'ec2',
    'DisableImageDeprecation',
    'the refusal for a public image: its code and words are guesses',
    'AWS takes public access from public images that are deprecated and long unused',
  ),
  partial('ec2', 'EnableImage', 'the codes and words of refusals are guesses: AWS documents none'),
  partial('ec2', 'DisableImage', 'the code and words for a state other than available are guesses'),
  full('ec2', 'EnableImageDeregistrationProtection'),
  partial(
    'ec2',
    'DisableImageDeregistrationProtection',
    'what is shown of the protection while the cooldown runs: AWS does not document it, here it is disabled',
  ),
  partial(
    'ec2',
    'DescribeSnapshots',
    'filters on volume, progress and owner alias',
    'snapshots made from volumes: all have vol-ffffffff',
  ),
  partial('ec2', 'DescribeSnapshotAttribute', 'product codes: there are none'),
  partial('ec2', 'ModifySnapshotAttribute', 'block public access for snapshots'),
  full('ec2', 'DeleteSnapshot'),
  partial(
    'ec2',
    'CreateTags',
    'resources other than images, snapshots and instances',
    'tags that others than the owner set',
    'tag policies',
  ),
  partial('ec2', 'DeleteTags', 'resources other than images, snapshots and instances'),
  partial('ec2', 'DescribeTags', 'resources other than images, snapshots and instances'),
  full('ec2', 'DescribeImageReferences'),
  partial(
    'ec2',
    'DescribeInstances',
    'network interfaces, security groups, addresses, zones and everything else that nothing here looks at',
  ),
  partial('ec2', 'DescribeInstanceTypes', 'all but a few types, and most of their attributes'),
  partial('ec2', 'DescribeSubnets', 'everything of a subnet but its VPC, zone and whether it is a default one'),
  partial(
    'ec2',
    'RunInstances',
    'more than one instance at once',
    'parameters other than image, type, subnet, IMDSv2, tags and client token',
    'capacity, quotas and instance types by Region and zone',
  ),
  partial('ec2', 'StopInstances', 'hibernation and forced stops'),
  partial('ec2', 'TerminateInstances', 'termination protection'),
  partial(
    'ec2',
    'CreateImage',
    'BlockDeviceMappings and SnapshotLocation',
    'the reboot of a running instance',
    'the limit of concurrent images without a reboot',
  ),
  partial(
    'ec2',
    'ImportImage',
    'snapshots and URLs as sources, several files, other roles, encryption, licences and platforms that are asked for',
    'the limit of concurrent imports',
    'the code and words for a file that is not there are guesses',
  ),
  partial('ec2', 'CancelImportTask', 'the code and words for a task that has ended are guesses: AWS documents none'),
  partial(
    'ec2',
    'DescribeImportImageTasks',
    'filters',
    'the states updating, validating and deleting: a task is active until it has ended',
    'tasks older than 7 days do not go away',
  ),
  partial(
    'ec2',
    'CreateImageUsageReport',
    'the code for a second report while one is pending is a guess: AWS documents none',
    'tags, and the quota of pending reports in a Region',
    'it is ready within a minute, not hours, and lacks nothing of the last day',
  ),
  partial(
    'ec2',
    'DescribeImageUsageReports',
    'filters other than by state',
    'reports older than 30 days do not go away',
  ),
  partial('ec2', 'DescribeImageUsageReportEntries', 'the filter creation-time'),
  partial('ec2', 'DescribeSpotFleetRequests', 'everything but state and AMIs of launch specifications'),
  partial('ec2', 'DescribeLaunchTemplates', 'filters other than by name and tag'),
  partial(
    'ec2',
    'DescribeLaunchTemplateVersions',
    'everything of a version but its image and type',
    'MinVersion and MaxVersion',
  ),
  partial('ec2', 'DescribeRegions', 'Regions that an account has to opt in to'),
  full('ec2', 'GetImageBlockPublicAccessState'),
  partial('ec2', 'GetAllowedImagesSettings', 'criteria other than providers', 'declarative policies'),
  full('ec2', 'GetEbsEncryptionByDefault'),
  full('ec2', 'GetEbsDefaultKmsKeyId'),
  full('ec2', 'ListImagesInRecycleBin'),
  partial('ec2', 'ListSnapshotsInRecycleBin', 'the volume that a snapshot was taken of'),
  partial(
    'ec2',
    'RestoreImageFromRecycleBin',
    'the codes and words of refusals are guesses: AWS documents none',
    'whether tags, state and protection come back is not documented: here they do',
    'a name that another resource has taken since then',
  ),
  partial('ec2', 'RestoreSnapshotFromRecycleBin', 'the codes and words of refusals are guesses: AWS documents none'),
  partial(
    'sts',
    'AssumeRole',
    'session policies, tags, source identity and MFA',
    'the limit of one hour when roles are chained',
  ),
  full('sts', 'GetCallerIdentity'),
  partial('kms', 'DescribeKey', 'asymmetric, imported and multi-Region keys'),
  partial('kms', 'GetKeyPolicy', 'policies of keys that AWS manages'),
  partial('kms', 'ListGrants', 'the filters GrantId and GranteePrincipal', 'constraints'),
  partial('autoscaling', 'DescribeLaunchConfigurations', 'everything but name, image, type and date'),
  partial(
    'autoscaling',
    'DescribeAutoScalingGroups',
    'filters',
    'instances, and of mixed instances policies everything but templates',
  ),
  partial('rbin', 'ListRules', 'locked rules'),
  partial('rbin', 'GetRule', 'locked rules'),
  partial('s3', 'ListObjectsV2', 'pages, delimiters, owners and policies of buckets: a bucket is read by its account'),
  partial('iam', 'GetRole', 'roles other than vmimport, and everything but its trust policy'),
  partial('ssm', 'GetParameters', 'versions, labels and SecureString', 'everything of a parameter but name and value'),
];

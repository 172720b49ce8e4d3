/** The part of AWS that a Region belongs to. Nothing crosses from one to another. (botocore, partitions data) */
export interface Partition {
  /** The second part of every ARN. */
  readonly name: string;
  readonly dnsSuffix: string;
  /** Where its one IAM is, and the Region that calls of it are signed for. */
  readonly iam: { readonly host: string; readonly region: string };
}

export function partitionOf(region: string): Partition {
  const [, name, dnsSuffix, home, host] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  return { name, dnsSuffix, iam: { host: `${host}.${dnsSuffix}`, region: home } };
}

type PartitionRow = readonly [
  regionPrefix: string,
  name: string,
  dnsSuffix: string,
  iamRegion: string,
  iamHost: string,
];

const COMMERCIAL: PartitionRow = ['', 'aws', 'amazonaws.com', 'us-east-1', 'iam'];

const PARTITIONS: readonly PartitionRow[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn', 'cn-north-1', 'iam.cn-north-1'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com', 'us-gov-west-1', 'iam.us-gov'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu', 'eusc-de-east-1', 'iam.eusc-de-east-1'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov', 'us-isob-east-1', 'iam.us-isob-east-1'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov', 'us-isof-south-1', 'iam.us-isof-south-1'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk', 'eu-isoe-west-1', 'iam.eu-isoe-west-1'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov', 'us-iso-east-1', 'iam.us-iso-east-1'],
];

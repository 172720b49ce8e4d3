/** The part of AWS that a Region belongs to. Nothing crosses from one to another. (botocore, partitions data) */
export interface Partition {
  /** The second part of every ARN. */
  readonly name: string;
  readonly dnsSuffix: string;
}

export function partitionOf(region: string): Partition {
  const [, name, dnsSuffix] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  return { name, dnsSuffix };
}

type Row = readonly [regionPrefix: string, name: string, dnsSuffix: string];

const COMMERCIAL: Row = ['', 'aws', 'amazonaws.com'];

const PARTITIONS: readonly Row[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
];

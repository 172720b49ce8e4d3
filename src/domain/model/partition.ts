/** The beginnings of Regions outside the commercial partition; AMIs do not cross. (EC2 API, CopyImage; botocore, partitions data) */
const PARTITIONS = ['cn-', 'us-gov-', 'eusc-', 'us-isob-', 'us-isof-', 'eu-isoe-', 'us-iso-'] as const;

/** Whether two Regions belong to the same partition of AWS. */
export function inSamePartition(one: string, other: string): boolean {
  return findPartition(one) === findPartition(other);
}

function findPartition(region: string): string {
  return PARTITIONS.find((prefix) => region.startsWith(prefix)) ?? '';
}

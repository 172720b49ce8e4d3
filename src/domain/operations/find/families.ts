/** A family of base images, found by who publishes it: names of public AMIs prove nothing. */
export interface Family {
  readonly label: string;
  /** Words that mean it, in lower case; the longest that fits counts. */
  readonly aliases: readonly string[];
  readonly source: OwnerSource | ParameterSource;
}

interface OwnerSource {
  readonly kind: 'owner';
  readonly ownerId: string;
  /** The names of one version, or of all. */
  readonly names: (version: string | undefined) => readonly string[];
}

interface ParameterSource {
  readonly kind: 'parameters';
  readonly names: readonly string[];
}

const AMAZON_LINUX = '/aws/service/ami-amazon-linux-latest';
const WINDOWS = '/aws/service/ami-windows-latest';

/**
 * The ids of publishers are community practice, in AWS's commercial partition alone; none is in AWS's own pages. Amazon's
 * images are named by AWS itself. (Systems Manager User Guide, "Discovering public parameters")
 */
export const FAMILIES: readonly Family[] = [
  {
    label: 'Ubuntu',
    aliases: ['ubuntu'],
    source: {
      kind: 'owner',
      ownerId: '099720109477',
      names: (version) => [
        version === undefined ? 'ubuntu/images/*-server-*' : `ubuntu/images/*-${version}-*-server-*`,
      ],
    },
  },
  {
    label: 'Debian',
    aliases: ['debian'],
    source: {
      kind: 'owner',
      ownerId: '136693071363',
      names: (version) => [version === undefined ? 'debian-*' : `debian-${version}-*`],
    },
  },
  {
    label: 'Fedora',
    aliases: ['fedora'],
    source: {
      kind: 'owner',
      ownerId: '125523088429',
      names: (version) => [version === undefined ? 'Fedora-Cloud-Base*' : `Fedora-Cloud-Base*-${version}-*`],
    },
  },
  {
    label: 'Red Hat Enterprise Linux',
    aliases: ['red hat', 'redhat', 'rhel', 'red hat enterprise linux'],
    source: {
      kind: 'owner',
      ownerId: '309956199498',
      names: (version) =>
        version === undefined ? ['RHEL-*_HVM-*'] : [`RHEL-${version}_HVM-*`, `RHEL-${version}.*_HVM-*`],
    },
  },
  {
    label: 'Amazon Linux',
    aliases: ['amazon linux', 'amazonlinux', 'al', 'al2', 'al2023'],
    source: {
      kind: 'parameters',
      names: [
        `${AMAZON_LINUX}/al2023-ami-kernel-default-x86_64`,
        `${AMAZON_LINUX}/al2023-ami-kernel-default-arm64`,
        `${AMAZON_LINUX}/al2023-ami-minimal-kernel-default-x86_64`,
        `${AMAZON_LINUX}/al2023-ami-minimal-kernel-default-arm64`,
        `${AMAZON_LINUX}/amzn2-ami-kernel-5.10-hvm-x86_64-gp2`,
        `${AMAZON_LINUX}/amzn2-ami-kernel-5.10-hvm-arm64-gp2`,
      ],
    },
  },
  {
    label: 'Windows Server',
    aliases: ['windows', 'windows server'],
    source: {
      kind: 'parameters',
      names: ['2025', '2022', '2019', '2016'].flatMap((version) => [
        `${WINDOWS}/Windows_Server-${version}-English-Full-Base`,
        `${WINDOWS}/Windows_Server-${version}-English-Core-Base`,
      ]),
    },
  },
];

/** The family that publishes as an account. */
export function familyByOwner(ownerId: string): Family | undefined {
  return FAMILIES.find(({ source }) => source.kind === 'owner' && source.ownerId === ownerId);
}

import type { SeedContents } from '../ec2/store.js';
import type { ImageSeed } from './images-builder.js';
import { UNLISTED_ACCOUNTS } from './accounts.js';

/** Who publishes base images, by their accounts. */
const PUBLISHERS = {
  canonical: '099720109477',
  debian: '136693071363',
  fedora: '125523088429',
  redHat: '309956199498',
  windows: '801119661308',
} as const;

interface BaseImage {
  readonly id: string;
  readonly name: string;
  readonly shows: string;
  readonly owner: string;
  readonly ageDays: number;
  readonly alias?: 'amazon';
  readonly region?: string;
  readonly architecture?: 'arm64';
  readonly deprecatedInDays?: number;
  readonly windows?: true;
}

/** Public base images, so that there is something to find. */
const BASES: readonly BaseImage[] = [
  {
    id: 'ami-0ba5e0010b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112',
    shows: 'Ubuntu 24.04 of this month: /ami find ubuntu 24.04',
    owner: PUBLISHERS.canonical,
    ageDays: 12,
  },
  {
    id: 'ami-0ba5e0020b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20261112',
    shows: 'The same for Graviton: /ami find ubuntu 24.04 arm64',
    owner: PUBLISHERS.canonical,
    ageDays: 12,
    architecture: 'arm64',
  },
  {
    id: 'ami-0ba5e0030b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261008',
    shows: 'Ubuntu 24.04 of last month: listed after the newer one',
    owner: PUBLISHERS.canonical,
    ageDays: 47,
  },
  {
    id: 'ami-0ba5e0040b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20261103',
    shows: 'Ubuntu 22.04, another version',
    owner: PUBLISHERS.canonical,
    ageDays: 21,
  },
  {
    id: 'ami-0ba5e0050b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112',
    shows: 'Ubuntu 24.04 in eu-west-1: an AMI is in one Region',
    owner: PUBLISHERS.canonical,
    ageDays: 12,
    region: 'eu-west-1',
  },
  {
    id: 'ami-0ba5e0060b1c2d3e0',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20240423',
    shows: 'Deprecated by its publisher: found by its ID only',
    owner: PUBLISHERS.canonical,
    ageDays: 945,
    deprecatedInDays: -215,
  },
  {
    id: 'ami-0ba5e0070b1c2d3e0',
    name: 'debian-13-amd64-20261101-2281',
    shows: 'Debian 13: /ami find debian 13',
    owner: PUBLISHERS.debian,
    ageDays: 23,
  },
  {
    id: 'ami-0ba5e0080b1c2d3e0',
    name: 'Fedora-Cloud-Base-AmazonEC2.x86_64-43-1.6',
    shows: 'Fedora 43: /ami find fedora 43',
    owner: PUBLISHERS.fedora,
    ageDays: 30,
  },
  {
    id: 'ami-0ba5e0090b1c2d3e0',
    name: 'RHEL-9.7.0_HVM-20261102-x86_64-0-Hourly2-GP3',
    shows: 'Red Hat Enterprise Linux 9.7: /ami find red hat 9',
    owner: PUBLISHERS.redHat,
    ageDays: 22,
  },
  {
    id: 'ami-0ba5e00a0b1c2d3e0',
    name: 'al2023-ami-2023.9.20261101.0-kernel-6.12-arm64',
    shows: 'Amazon Linux 2023 for Graviton: /ami find amazon linux arm64',
    owner: UNLISTED_ACCOUNTS.amazon,
    alias: 'amazon',
    ageDays: 23,
    architecture: 'arm64',
  },
  {
    id: 'ami-0ba5e00b0b1c2d3e0',
    name: 'amzn2-ami-kernel-5.10-hvm-2.0.20261027.0-x86_64-gp2',
    shows: 'Amazon Linux 2: /ami find amazon linux 2',
    owner: UNLISTED_ACCOUNTS.amazon,
    alias: 'amazon',
    ageDays: 28,
  },
  {
    id: 'ami-0ba5e00c0b1c2d3e0',
    name: 'Windows_Server-2025-English-Full-Base-2026.11.11',
    shows: 'Windows Server 2025: /ami find windows 2025',
    owner: PUBLISHERS.windows,
    alias: 'amazon',
    ageDays: 13,
    windows: true,
  },
];

export const BASE_IMAGES: readonly ImageSeed[] = BASES.map((base) => ({
  id: base.id,
  name: base.name,
  shows: base.shows,
  command: `/ami info ${base.id}`,
  ageDays: base.ageDays,
  ...(base.deprecatedInDays === undefined ? {} : { deprecatedInDays: base.deprecatedInDays }),
  sharedWith: [{ group: 'all' }],
  machine: {
    ...(base.architecture === undefined ? {} : { architecture: base.architecture }),
    ...(base.windows === undefined
      ? {}
      : { platform: 'windows', platformDetails: 'Windows', usageOperation: 'RunInstances:0002' }),
  },
  is: {
    ownerId: base.owner,
    ...(base.alias === undefined ? {} : { ownerAlias: base.alias }),
    ...(base.region === undefined ? {} : { region: base.region }),
  },
}));

/** What AWS names Amazon's own images by. */
export const PARAMETERS: SeedContents = {
  publicParameters: [
    parameter('ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64', 'ami-0a2023aa1b2c3d4e0'),
    parameter('ami-amazon-linux-latest/al2023-ami-kernel-default-arm64', 'ami-0ba5e00a0b1c2d3e0'),
    parameter('ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2', 'ami-0ba5e00b0b1c2d3e0'),
    parameter('ami-windows-latest/Windows_Server-2025-English-Full-Base', 'ami-0ba5e00c0b1c2d3e0'),
  ],
};

function parameter(path: string, value: string) {
  const name = `/aws/service/${path}`;
  return { id: `us-east-1 ${name}`, region: 'us-east-1', name, value };
}

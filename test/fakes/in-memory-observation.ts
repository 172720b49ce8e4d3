import type { Directory } from '../../src/workflows/facts/directory.js';
import type {
  Destination,
  Facts,
  Grantee,
  Key,
  Needs,
  Reference,
  WantedDestination,
} from '../../src/workflows/facts/facts.js';
import type { LaunchSite, WantedLaunch } from '../../src/workflows/facts/launch.js';
import { known, unknown, type Fact } from '../../src/workflows/facts/known.js';
import { seenFrom } from './in-memory-looks.js';
import { factIn, type ImageEntry, type World } from './in-memory-world.js';

/** The parts of an observation, as `Cloud.observe` promises them. */
export function observeIn(
  world: World,
  directory: Directory,
  entry: ImageEntry,
  account: string,
  needs: Needs,
): Omit<Facts, 'observedAt'> {
  const isOwner = entry.image.ownerId === account;
  function fact<T>(permission: string, read: () => T): Fact<T> {
    return factIn(world, directory, account, permission, read);
  }
  function bySnapshot<T>(
    read: (snapshot: ImageEntry['snapshots'][string]) => Fact<T>,
  ): Readonly<Record<string, Fact<T>>> {
    return Object.fromEntries(Object.entries(entry.snapshots).map(([id, snapshot]) => [id, read(snapshot)]));
  }
  const grantees = isOwner
    ? fact('ec2:DescribeImageAttribute', () => entry.sharedWith)
    : unknown('only the owner can see whom the AMI is shared with');
  return {
    image: seenFrom(entry, account),
    ...(needs.snapshots === true && {
      snapshots: bySnapshot(({ snapshot }) => fact('ec2:DescribeSnapshots', () => snapshot)),
    }),
    ...(needs.launchPermissions === true && { launchPermissions: grantees }),
    ...(needs.volumePermissions === true && {
      volumePermissions: bySnapshot(({ sharedWith }) => fact('ec2:DescribeSnapshotAttribute', () => sharedWith)),
    }),
    ...(needs.references === true && { references: useIn(world, directory, entry, account) }),
    ...(needs.useElsewhere !== undefined && {
      useElsewhere: useElsewhere(world, directory, entry, account, needs.useElsewhere, grantees),
    }),
    ...(needs.keys === true && { keys: keysOf(world, directory, entry, account) }),
    ...(needs.publicAccess === true && {
      publicAccess: fact('ec2:GetImageBlockPublicAccessState', () => world.publicAccess),
    }),
    ...(needs.publicImages === true && {
      publicImages: fact(
        'ec2:DescribeImages',
        () =>
          world.images.filter(
            ({ image }) => image.public && image.ownerId === account && image.region === entry.image.region,
          ).length,
      ),
    }),
    ...(needs.allowedImages !== undefined && {
      allowedImages: Object.fromEntries(
        needs.allowedImages
          .filter((other) => other !== account)
          .map((other) => [
            other,
            factIn(
              world,
              directory,
              other,
              'ec2:GetAllowedImagesSettings',
              () => world.allowedImages[other] ?? { state: 'disabled', criteria: [] },
            ),
          ]),
      ),
    }),
    ...(needs.recycleBin === true && { recycleBin: fact('rbin:ListRules', () => world.recycleBin) }),
    ...(needs.launch !== undefined && { launch: launchSite(needs.launch, world, fact) }),
    ...(needs.destinations !== undefined && {
      destinations: needs.destinations.map((wanted) =>
        destination(world, directory, { account, region: entry.image.region, name: entry.image.name, ...wanted }),
      ),
    }),
    ...(needs.uefiData === true && {
      uefiData: isOwner
        ? fact('ec2:DescribeImageAttribute', () => entry.uefiData ?? null)
        : unknown('only the owner can see the UEFI data'),
    }),
    ...(needs.namedKey !== undefined && { namedKey: keyNamed(world, directory, account, needs.namedKey) }),
  };
}

function launchSite(
  { instanceType, subnet }: WantedLaunch,
  world: World,
  fact: <T>(permission: string, read: () => T) => Fact<T>,
): LaunchSite {
  return {
    instanceType: fact(
      'ec2:DescribeInstanceTypes',
      () => world.instanceTypes.find(({ name }) => name === instanceType) ?? null,
    ),
    subnet: fact('ec2:DescribeSubnets', () =>
      subnet === undefined || subnet === world.defaultSubnet ? world.defaultSubnet : null,
    ),
  };
}

function useIn(
  world: World,
  directory: Directory,
  { usedIn }: ImageEntry,
  account: string,
): Fact<readonly Reference[]> {
  return factIn(world, directory, account, 'ec2:DescribeImageReferences', () => usedIn[account] ?? []);
}

function useElsewhere(
  world: World,
  directory: Directory,
  entry: ImageEntry,
  account: string,
  wanted: NonNullable<Needs['useElsewhere']>,
  grantees: Fact<readonly Grantee[]>,
): Readonly<Record<string, Fact<readonly Reference[]>>> {
  if (wanted === 'everyone-it-is-shared-with' && !grantees.known) return { '*': grantees };
  const sharedWith = grantees.known ? grantees.value : [];
  const accounts = wanted === 'everyone-it-is-shared-with' ? sharedWith.flatMap((grantee) => nameOf(grantee)) : wanted;
  return Object.fromEntries(
    accounts
      .filter((name) => name !== account)
      .map((name) => [
        name,
        /^\d{12}$/.test(name)
          ? useIn(world, directory, entry, name)
          : unknown(`its use through ${name} cannot be seen`),
      ]),
  );
}

function nameOf(grantee: Grantee): string {
  switch (grantee.kind) {
    case 'account':
      return grantee.id;
    case 'organization':
    case 'ou':
      return grantee.arn;
    case 'public':
      return 'public';
  }
}

function keysOf(
  world: World,
  directory: Directory,
  entry: ImageEntry,
  account: string,
): Readonly<Record<string, Fact<Key>>> {
  const names = Object.values(entry.snapshots).flatMap(({ snapshot }) => snapshot.kmsKeyId ?? []);
  return Object.fromEntries(names.map((name) => [name, keyNamed(world, directory, account, name)]));
}

function keyNamed(world: World, directory: Directory, account: string, name: string): Fact<Key> {
  const key = world.keys.find(({ arn }) => arn === name || arn.endsWith(`/${name}`));
  const fact = factIn(world, directory, account, 'kms:DescribeKey', () => key);
  if (!fact.known) return fact;
  return fact.value === undefined ? unknown(`there is no key ${name}`) : known(fact.value);
}

function destination(
  world: World,
  directory: Directory,
  {
    account,
    region,
    name,
    keyId,
  }: WantedDestination & Required<Pick<WantedDestination, 'account' | 'region' | 'name'>>,
): Destination {
  const same = world.images.find(
    ({ image }) => image.region === region && image.ownerId === account && image.name === name,
  );
  return {
    account,
    region,
    sameName: factIn(world, directory, account, 'ec2:DescribeImages', () => same?.image.imageId ?? null),
    encryptionByDefault: factIn(
      world,
      directory,
      account,
      'ec2:GetEbsEncryptionByDefault',
      () => world.encryptionByDefault,
    ),
    defaultKey: factIn(world, directory, account, 'ec2:GetEbsDefaultKmsKeyId', () => ({
      arn: `arn:aws:kms:${region}:${account}:alias/aws/ebs`,
      manager: 'AWS' as const,
      enabled: true,
      multiRegion: false,
      usableBy: known([]),
    })),
    ...(keyId === undefined ? {} : { key: keyNamed(world, directory, account, keyId) }),
  };
}

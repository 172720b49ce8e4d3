import type { Directory } from '../../src/domain/model/directory.js';
import type {
  DestinationFacts,
  Facts,
  Grantee,
  Key,
  ObservationRequest,
  ImageReference,
  DestinationQuery,
} from '../../src/domain/model/facts.js';
import type { LaunchEnvironment, LaunchOptions } from '../../src/domain/model/launch.js';
import { known, unknown, type Fact } from '../../src/domain/model/fact.js';
import { seenFrom } from './in-memory-conditions.js';
import { factIn, type ImageEntry, type FakeAws } from './in-memory-world.js';

/** The parts of an observation, as `ResourceObserver.observeImage` promises them. */
export function observeIn(
  fakeAws: FakeAws,
  directory: Directory,
  entry: ImageEntry,
  account: string,
  needs: ObservationRequest,
): Omit<Facts, 'observedAt'> {
  const isOwner = entry.image.ownerId === account;
  function fact<T>(permission: string, read: () => T): Fact<T> {
    return factIn(fakeAws, directory, account, permission, read);
  }
  function bySnapshot<T>(
    read: (snapshot: ImageEntry['snapshots'][string]) => Fact<T>,
  ): Readonly<Record<string, Fact<T>>> {
    return Object.fromEntries(Object.entries(entry.snapshots).map(([id, snapshot]) => [id, read(snapshot)]));
  }
  const grantees = isOwner
    ? fact('ec2:DescribeImageAttribute', () => entry.sharedWith)
    : unknown('only the owner can see the launch permissions of the AMI');
  return {
    image: seenFrom(entry, account),
    ...(needs.snapshots === true && {
      snapshots: bySnapshot(({ snapshot }) => fact('ec2:DescribeSnapshots', () => snapshot)),
    }),
    ...(needs.launchPermissions === true && { launchPermissions: grantees }),
    ...(needs.volumePermissions === true && {
      volumePermissions: bySnapshot(({ sharedWith }) => fact('ec2:DescribeSnapshotAttribute', () => sharedWith)),
    }),
    ...(needs.references === true && { references: usageIn(fakeAws, directory, entry, account) }),
    ...(needs.usageElsewhere !== undefined && {
      usageElsewhere: usageElsewhere(fakeAws, directory, entry, account, needs.usageElsewhere, grantees),
    }),
    ...(needs.keys === true && { keys: keysOf(fakeAws, directory, entry, account) }),
    ...(needs.publicAccess === true && {
      publicAccess: fact('ec2:GetImageBlockPublicAccessState', () => fakeAws.publicAccess),
    }),
    ...(needs.publicImages === true && {
      publicImages: fact(
        'ec2:DescribeImages',
        () =>
          fakeAws.images.filter(
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
              fakeAws,
              directory,
              other,
              'ec2:GetAllowedImagesSettings',
              () => fakeAws.allowedImages[other] ?? { state: 'disabled', criteria: [] },
            ),
          ]),
      ),
    }),
    ...(needs.recycleBin === true && { recycleBin: fact('rbin:ListRules', () => fakeAws.recycleBin) }),
    ...(needs.launch !== undefined && { launch: launchSite(needs.launch, fakeAws, fact) }),
    ...(needs.destinations !== undefined && {
      destinations: needs.destinations.map((destinationQuery) =>
        destination(fakeAws, directory, {
          account,
          region: entry.image.region,
          name: entry.image.name,
          ...destinationQuery,
        }),
      ),
    }),
    ...(needs.uefiData === true && {
      uefiData: isOwner
        ? fact('ec2:DescribeImageAttribute', () => entry.uefiData ?? null)
        : unknown('only the owner can see the UEFI data'),
    }),
    ...(needs.namedKey !== undefined && { namedKey: keyNamed(fakeAws, directory, account, needs.namedKey) }),
  };
}

function launchSite(
  { instanceType, subnet }: LaunchOptions,
  fakeAws: FakeAws,
  fact: <T>(permission: string, read: () => T) => Fact<T>,
): LaunchEnvironment {
  return {
    instanceType: fact(
      'ec2:DescribeInstanceTypes',
      () => fakeAws.instanceTypes.find(({ name }) => name === instanceType) ?? null,
    ),
    subnet: fact('ec2:DescribeSubnets', () =>
      subnet === undefined || subnet === fakeAws.defaultSubnet ? fakeAws.defaultSubnet : null,
    ),
  };
}

function usageIn(
  fakeAws: FakeAws,
  directory: Directory,
  { usageByAccount }: ImageEntry,
  account: string,
): Fact<readonly ImageReference[]> {
  return factIn(fakeAws, directory, account, 'ec2:DescribeImageReferences', () => usageByAccount[account] ?? []);
}

function usageElsewhere(
  fakeAws: FakeAws,
  directory: Directory,
  entry: ImageEntry,
  account: string,
  wanted: NonNullable<ObservationRequest['usageElsewhere']>,
  grantees: Fact<readonly Grantee[]>,
): Readonly<Record<string, Fact<readonly ImageReference[]>>> {
  if (wanted === 'all-grantees' && !grantees.known) return { '*': grantees };
  const sharedWith = grantees.known ? grantees.value : [];
  const accounts = wanted === 'all-grantees' ? sharedWith.flatMap((grantee) => granteeKeyOf(grantee)) : wanted;
  return Object.fromEntries(
    accounts
      .filter((name) => name !== account)
      .map((name) => [
        name,
        /^\d{12}$/.test(name)
          ? usageIn(fakeAws, directory, entry, name)
          : unknown(`its use through ${name} cannot be seen`),
      ]),
  );
}

function granteeKeyOf(grantee: Grantee): string {
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
  fakeAws: FakeAws,
  directory: Directory,
  entry: ImageEntry,
  account: string,
): Readonly<Record<string, Fact<Key>>> {
  const names = Object.values(entry.snapshots).flatMap(({ snapshot }) => snapshot.kmsKeyId ?? []);
  return Object.fromEntries(names.map((name) => [name, keyNamed(fakeAws, directory, account, name)]));
}

function keyNamed(fakeAws: FakeAws, directory: Directory, account: string, name: string): Fact<Key> {
  const key = fakeAws.keys.find(({ arn }) => arn === name || arn.endsWith(`/${name}`));
  const fact = factIn(fakeAws, directory, account, 'kms:DescribeKey', () => key);
  if (!fact.known) return fact;
  return fact.value === undefined ? unknown(`there is no key ${name}`) : known(fact.value);
}

function destination(
  fakeAws: FakeAws,
  directory: Directory,
  { account, region, name, keyId }: DestinationQuery & Required<Pick<DestinationQuery, 'account' | 'region' | 'name'>>,
): DestinationFacts {
  const same = fakeAws.images.find(
    ({ image }) => image.region === region && image.ownerId === account && image.name === name,
  );
  return {
    account,
    region,
    existingImageId: factIn(fakeAws, directory, account, 'ec2:DescribeImages', () => same?.image.imageId ?? null),
    encryptionByDefault: factIn(
      fakeAws,
      directory,
      account,
      'ec2:GetEbsEncryptionByDefault',
      () => fakeAws.encryptionByDefault,
    ),
    defaultKey: factIn(fakeAws, directory, account, 'ec2:GetEbsDefaultKmsKeyId', () => ({
      arn: `arn:aws:kms:${region}:${account}:alias/aws/ebs`,
      manager: 'AWS' as const,
      enabled: true,
      multiRegion: false,
      usableBy: known([]),
    })),
    ...(keyId === undefined ? {} : { key: keyNamed(fakeAws, directory, account, keyId) }),
  };
}

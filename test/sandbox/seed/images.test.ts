import { describe, expect, test } from '@jest/globals';
import { createStore } from '../../../sandbox/ec2/store.js';
import { imagesOf, keyOf } from '../../../sandbox/ec2/snapshots-of-image.js';
import { DIRECTORY } from '../../../sandbox/seed/accounts.js';
import { SEED_GUIDE, seedAws } from '../../../sandbox/seed/images.js';
import { findAccount } from '../../../src/domain/model/directory.js';

const store = createStore(seedAws(new Date('2026-11-24T09:00:00.000Z')), () => undefined);
const images = store.all('images');

describe('the seed', () => {
  test('has valid and unique IDs', () => {
    const ids = [...images, ...store.all('snapshots')].map(({ id }) => id);

    expect(ids.filter((id) => !/^(ami|snap)-[0-9a-f]{17}$/.test(id))).toEqual([]);
    expect(SEED_GUIDE.map(({ imageId }) => imageId)).toEqual(images.map(({ id }) => id));
  });

  test('resolves ami-123 to one image and 1111 to one account', () => {
    expect(images.filter(({ id }) => id.startsWith('ami-123')).map(({ id }) => id)).toEqual(['ami-1234567890abcdef0']);
    expect(findAccount(DIRECTORY, '1111')).toMatchObject({ kind: 'found', account: { name: 'prod' } });
  });

  test('contains exactly the snapshots that its images use, in the same Region', () => {
    const missing = images.flatMap((image) =>
      image.blockDevices.filter(
        ({ snapshotId }) => snapshotId !== undefined && store.get('snapshots', snapshotId)?.region !== image.region,
      ),
    );

    expect(missing).toEqual([]);
    // What is in the Recycle Bin belongs to no image there is.
    const unused = store
      .all('snapshots')
      .filter(({ id, bin }) => bin === undefined && imagesOf(store, id).length === 0);
    expect(unused).toEqual([]);
  });

  test('contains the key of every encrypted snapshot in its Region', () => {
    const wrong = store
      .all('snapshots')
      .filter((snapshot) => snapshot.keyArn !== undefined && keyOf(store, snapshot)?.region !== snapshot.region);

    expect(wrong).toEqual([]);
  });

  test('refers only to existing images', () => {
    const used = [
      ...store.all('instances').map(({ imageId }) => imageId),
      ...store.all('launchConfigurations').map(({ imageId }) => imageId),
      ...store.all('mentions').map(({ imageId }) => imageId),
      ...store.all('launchTemplates').flatMap(({ versions }) => versions.flatMap(({ imageId }) => imageId ?? [])),
    ];

    expect(used.filter((id) => id.startsWith('ami-') && store.get('images', id) === undefined)).toEqual([]);
  });

  test('contains every kind of image', () => {
    const kinds = {
      states: new Set(images.map(({ state }) => state)),
      protections: new Set(images.map(({ protection }) => protection)),
      virtualization: new Set(images.map(({ machine }) => machine.virtualizationType)),
      roots: new Set(images.map(({ machine }) => machine.rootDeviceType)),
      architectures: new Set(images.map(({ machine }) => machine.architecture)),
    };

    expect(kinds).toEqual({
      states: new Set(['available', 'deregistered', 'disabled', 'failed', 'pending']),
      protections: new Set(['disabled', 'enabled-without-cooldown', 'enabled-with-cooldown']),
      virtualization: new Set(['hvm', 'paravirtual']),
      roots: new Set(['ebs', 'instance-store']),
      architectures: new Set(['x86_64', 'arm64']),
    });
  });

  test('has guide commands that refer to the image of their entry', () => {
    const strays = SEED_GUIDE.filter(({ command, imageId }) => {
      const [, abbreviation = 'none'] = /(ami-[0-9a-f]+)/.exec(command) ?? [];
      return !imageId.startsWith(abbreviation) && !command.startsWith('/ami copy ami-0a57a1');
    });

    expect(strays).toEqual([]);
  });

  test('has unique abbreviations in the guide, except ami-0bad', () => {
    const ambiguous = SEED_GUIDE.map(({ command }) => /(ami-[0-9a-f]+)/.exec(command)?.[1] ?? '').filter(
      (abbreviation) => images.filter(({ id }) => id.startsWith(abbreviation)).length !== 1,
    );

    expect(ambiguous).toEqual(['ami-0bad']);
  });
});

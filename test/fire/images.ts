import { toSeedImage, toSeedSnapshots } from '../../sandbox/seed/images-builder.js';
import type { Sandbox } from '../../sandbox/sandbox.js';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';

/** Puts so many AMIs of an account into the simulated EC2, each shared with prod, and gives their ids. */
export function addImages({ aws }: Sandbox, count: number, ownerId: string = ACCOUNTS.images): readonly string[] {
  const now = new Date();
  return Array.from({ length: count }, (_, number) => {
    const seed = {
      // Snapshots are named after all but the last digit.
      id: `ami-0f12e${number.toString(16).padStart(11, '0')}0`,
      name: `fire-${number}`,
      shows: 'One of many',
      command: '',
      ageDays: 10,
      tags: { Fire: 'yes' },
      sharedWith: [{ userId: ACCOUNTS.prod }],
      volumesSharedWith: [ACCOUNTS.prod],
      volumes: [{ device: '/dev/xvda', gib: 8, is: { ownerId } }],
      is: { ownerId },
    };
    aws.store.put('images', toSeedImage(seed, now));
    for (const snapshot of toSeedSnapshots(seed, now)) aws.store.put('snapshots', snapshot);
    return seed.id;
  });
}

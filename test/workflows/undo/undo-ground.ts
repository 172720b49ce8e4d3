import type { Rule } from '../../../src/workflows/policy/types.js';
import { createInMemoryCloud } from '../../fakes/in-memory-cloud.js';
import { createWorld, imageEntry, type FileEntry, type World as Ec2 } from '../../fakes/in-memory-world.js';
import { directory } from '../builders.js';
import { sourceImage } from '../copy-and-share.js';
import { OperationsGround } from '../operations-ground.js';
import { TestClock } from '../world.js';

/** As the examples of `import` name it. */
const IMPORTABLE: FileEntry = {
  bucket: 'vm-images',
  key: 'web-1.ova',
  region: sourceImage.region,
  file: { sizeBytes: 1, storageClass: 'STANDARD', changedAt: sourceImage.createdAt },
};

/** Over an EC2 in memory that has one AMI, which is shared with nobody, and a machine in S3. */
export class UndoGround extends OperationsGround {
  readonly ec2: Ec2;

  constructor(rules?: readonly Rule[], file: Partial<FileEntry> = {}) {
    const clock = new TestClock();
    const world = createWorld({
      images: [imageEntry(sourceImage)],
      files: [{ ...IMPORTABLE, ...file }],
      importRoles: { [sourceImage.account]: 'trusts' },
    });
    super(createInMemoryCloud({ directory, clock, world }), clock, rules);
    this.ec2 = world;
  }

  /** Whom the AMI is shared with, and whom its one snapshot. */
  shares(imageId: string = sourceImage.imageId): readonly [readonly string[], readonly string[]] {
    const entry = this.ec2.images.find(({ image }) => image.imageId === imageId);
    const [snapshot] = Object.values(entry?.snapshots ?? {});
    return [names(entry?.sharedWith ?? []), names(snapshot?.sharedWith ?? [])];
  }

  /** Everything that there is on EC2; in which order permissions stand means nothing. */
  picture(): unknown {
    return this.ec2.images.map((entry) => ({
      ...structuredClone(entry),
      sharedWith: names(entry.sharedWith),
      snapshots: Object.values(entry.snapshots).map(({ snapshot, sharedWith }) => [snapshot, names(sharedWith)]),
    }));
  }
}

function names(grantees: readonly object[]): readonly string[] {
  return grantees.map((grantee) => Object.values(grantee).slice(1).join()).sort();
}

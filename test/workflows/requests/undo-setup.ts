import type { Rule } from '../../../src/domain/policy/types.js';
import { createInMemoryEc2 } from '../../fakes/in-memory-ec2.js';
import { createFakeAws, imageEntry, type FileEntry, type FakeAws as Ec2 } from '../../fakes/in-memory-world.js';
import { directory } from '../builders.js';
import { sourceImage } from '../execution/copy-and-share.js';
import { OperationsHarness } from '../operations-setup.js';
import { TestClock } from '../context.js';

/** As the examples of `import` name it. */
const IMPORTABLE: FileEntry = {
  bucket: 'vm-images',
  key: 'web-1.ova',
  region: sourceImage.region,
  file: { sizeBytes: 1, storageClass: 'STANDARD', lastModifiedAt: sourceImage.createdAt },
};

/** A harness on an in-memory EC2 with one AMI that is not shared, and a virtual machine in S3. */
export class UndoHarness extends OperationsHarness {
  readonly ec2: Ec2;

  constructor(rules?: readonly Rule[], file: Partial<FileEntry> = {}) {
    const clock = new TestClock();
    const fakeAws = createFakeAws({
      images: [imageEntry(sourceImage)],
      files: [{ ...IMPORTABLE, ...file }],
      importRoles: { [sourceImage.account]: 'trusted' },
    });
    super(createInMemoryEc2({ directory, clock, world: fakeAws }), clock, rules);
    this.ec2 = fakeAws;
  }

  /** The grantees of the AMI and of its only snapshot. */
  shares(imageId: string = sourceImage.imageId): readonly [readonly string[], readonly string[]] {
    const entry = this.ec2.images.find(({ image }) => image.imageId === imageId);
    const [snapshot] = Object.values(entry?.snapshots ?? {});
    return [granteeKeys(entry?.sharedWith ?? []), granteeKeys(snapshot?.sharedWith ?? [])];
  }

  /** All resources of EC2. The order of permissions is ignored. */
  snapshot(): unknown {
    return this.ec2.images.map((entry) => ({
      ...structuredClone(entry),
      sharedWith: granteeKeys(entry.sharedWith),
      snapshots: Object.values(entry.snapshots).map(({ snapshot, sharedWith }) => [snapshot, granteeKeys(sharedWith)]),
    }));
  }
}

function granteeKeys(grantees: readonly object[]): readonly string[] {
  return grantees.map((grantee) => Object.values(grantee).slice(1).join()).sort();
}

import type { DigestMessage } from '../../../src/domain/digest/digest-message.js';
import type { Digest } from '../../../src/domain/digest/types.js';
import { known } from '../../../src/domain/model/fact.js';
import type { DigestAnnouncer } from '../../../src/workflows/ports/digest-store.js';
import type { Inventory } from '../../../src/workflows/ports/inventory.js';
import type { MessageRef } from '../../../src/domain/request/types.js';
import type { ScannedImage } from '../../../src/domain/stale/types.js';

/** An inventory of AMIs that are neither used nor shared. */
export function unusedInventory(images: () => readonly ScannedImage[]): Inventory {
  return {
    listImages: ({ account, region }) =>
      pageOf(images().filter((image) => image.account === account && image.region === region)),
    usage: (_, ids) => Promise.resolve(new Map(ids.map((id) => [id, known([])]))),
    launchPermissions: () => Promise.resolve(known([])),
    imagesSharedWith: () => Promise.resolve(known([])),
    snapshots: () => Promise.resolve(known(new Map())),
    startUsageReport: () => Promise.resolve(known('amiur-1')),
    usageReports: () => Promise.resolve(known(new Map())),
    callCounts: () => ({}),
    close: () => undefined,
  };
}

async function* pageOf(images: readonly ScannedImage[]): AsyncGenerator<readonly ScannedImage[], void> {
  await Promise.resolve();
  yield images;
}

function contentOf({ report }: Digest): string {
  return report.stale.map(({ image }) => image.imageId).join();
}

export interface PostedPage {
  readonly digest: Digest;
  readonly page: number;
  readonly thread?: MessageRef;
}

/** A Slack that remembers which digests it was given; `before` may let it fail. */
export function recordingAnnouncer(before: (page: number) => Promise<void>, pages = 1) {
  const posted: PostedPage[] = [];
  const updated: DigestMessage[] = [];
  const announcer: DigestAnnouncer = {
    pages: () => pages,
    async post(digest, page, thread) {
      await before(page);
      posted.push({ digest, page, ...(thread === undefined ? {} : { thread }) });
      return { message: { channel: 'C0DIGEST', ts: `${String(posted.length)}.000` }, content: contentOf(digest) };
    },
    async update(digestMessage) {
      await before(digestMessage.page);
      updated.push(digestMessage);
    },
  };
  return { announcer, posted, updated };
}

import { DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { ask } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { dryRuns, type DryRun } from './dry-run.js';
import { NOTHING, type SampleIds } from './sample-input.js';

/** Looks at what the bot may do in a place. Throws what ports throw. */
export interface Examiner {
  /** The account that the bot's credentials for it really act in. */
  accountBehind(place: Place): Promise<string>;
  /** An AMI of the account to try reads on; undefined when it has none there. */
  anImage(place: Place): Promise<SampleImage | undefined>;
  /** Whether each call that plans may hold would be allowed; none is made. */
  dryRuns(place: Place, sample: SampleImage | undefined): Promise<readonly DryRun[]>;
}

export interface SampleImage {
  readonly imageId: string;
  readonly snapshotId?: string;
}

/** The client of this session makes dry runs and nothing else. */
const DRY_SESSION = 'ami-steward-doctor';

const answerSchema = z.object({
  Images: z
    .array(
      z.object({
        ImageId: z.string(),
        BlockDeviceMappings: z
          .array(z.object({ Ebs: z.object({ SnapshotId: z.string().optional() }).optional() }))
          .default([]),
      }),
    )
    .default([]),
});

export function createExaminer(clients: Clients): Examiner {
  return {
    async accountBehind(place) {
      const { callerAccount } = await import('../sts/caller-account.js');
      const { credentials, requestHandler } = clients.ec2(place).config;
      return callerAccount({ region: place.region, credentials, requestHandler });
    },
    anImage: (place) => anImage(clients.ec2(place)),
    dryRuns: (place, sample) => dryRuns(clients.ec2(place, DRY_SESSION), idsOf(sample)),
  };
}

function idsOf(sample: SampleImage | undefined): SampleIds {
  return { imageId: sample?.imageId ?? NOTHING.imageId, snapshotId: sample?.snapshotId ?? NOTHING.snapshotId };
}

async function anImage(client: EC2Client): Promise<SampleImage | undefined> {
  const { Images } = await ask(['ec2', 'DescribeImages'], answerSchema, () =>
    client.send(new DescribeImagesCommand({ Owners: ['self'], MaxResults: 5 })),
  );
  const [first] = Images;
  const snapshotId = first?.BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? [])[0];
  return first === undefined
    ? undefined
    : { imageId: first.ImageId, ...(snapshotId === undefined ? {} : { snapshotId }) };
}

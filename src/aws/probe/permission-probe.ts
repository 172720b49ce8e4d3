import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { readOnce } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import type { Attribution } from '../../workflows/ports/call-executor.js';
import { runDryRuns, type DryRun } from './dry-run.js';
import { PLACEHOLDER_IDS, type SampleResourceIds } from './sample-input.js';

/** Checks what the bot may do in a place. Throws what ports throw. */
export interface PermissionProbe {
  /** The account that the bot's credentials for it really act in. */
  callerAccount(place: AccountRegion): Promise<string>;
  /** Opens a session as a change would, limited and tagged, and makes no call in it. */
  openChangeSession(place: AccountRegion): Promise<void>;
  /** An AMI of the account to try reads on; undefined when it has none there. */
  findSampleImage(place: AccountRegion): Promise<SampleImage | undefined>;
  /** Whether each call of plans would be allowed. None is made. */
  runDryRuns(place: AccountRegion, sample: SampleImage | undefined): Promise<readonly DryRun[]>;
}

interface SampleImage {
  readonly imageId: string;
  readonly snapshotId?: string;
}

/** The client of this session makes dry runs only. */
const DRY_RUN_SESSION_NAME = 'ami-steward-doctor';

/** In the place of a request and its requester. Trust policies expect the form of a request's id. */
const DOCTOR: Attribution = { requestId: 'AR-000000', requester: { teamId: '', userId: 'doctor' } };

const imagesSchema = z.object({
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

export function createPermissionProbe(clients: Clients): PermissionProbe {
  return {
    async callerAccount(place) {
      const { callerAccount } = await import('../clients/caller-account.js');
      const { credentials, requestHandler } = clients.ec2(place).config;
      return callerAccount({ region: place.region, credentials, requestHandler });
    },
    async openChangeSession(place) {
      const call = { name: 'DisableImage', ...place, input: { ImageId: PLACEHOLDER_IDS.imageId } } as const;
      await clients.ec2ForChange({ call, planned: [call], attribution: DOCTOR });
    },
    findSampleImage: (place) => readSampleImage(clients.ec2(place)),
    runDryRuns: (place, sample) => runDryRuns(clients.ec2(place, DRY_RUN_SESSION_NAME), toSampleIds(sample)),
  };
}

function toSampleIds(sample: SampleImage | undefined): SampleResourceIds {
  return {
    imageId: sample?.imageId ?? PLACEHOLDER_IDS.imageId,
    snapshotId: sample?.snapshotId ?? PLACEHOLDER_IDS.snapshotId,
  };
}

async function readSampleImage(client: EC2Client): Promise<SampleImage | undefined> {
  const { Images } = await readOnce(['ec2', 'DescribeImages'], imagesSchema, () =>
    client.send(new DescribeImagesCommand({ Owners: ['self'], MaxResults: 5 })),
  );
  const [first] = Images;
  const snapshotId = first?.BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? [])[0];
  return first === undefined ? undefined : { imageId: first.ImageId, ...omitUndefined({ snapshotId }) };
}

import { DescribeImageAttributeCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { ask } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';

const uefiDataSchema = z.object({ UefiData: z.object({ Value: z.string().optional() }).default({}) });

/** Null where the AMI has none. */
export async function readUefiData(clients: Clients, place: Place, imageId: string): Promise<string | null> {
  const { UefiData } = await ask(['ec2', 'DescribeImageAttribute'], uefiDataSchema, () =>
    clients.ec2(place).send(new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'uefiData' })),
  );
  return UefiData.Value === undefined || UefiData.Value === '' ? null : UefiData.Value;
}

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CopyImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { startAwsUnderTest } from './aws-under-test.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'simulated-aws-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const COPY = new CopyImageCommand({
  SourceRegion: 'us-east-1',
  SourceImageId: 'ami-1234567890abcdef0',
  Name: 'kept',
  ClientToken: 'token',
});

describe('a persisted state', () => {
  test('keeps a copied image and its client token after a restart', async () => {
    const before = await startAwsUnderTest({ persistDirectory: directory });
    const { ImageId } = await (await before.ec2('eu-west-1')).send(COPY);
    await before.close();

    const after = await startAwsUnderTest({ persistDirectory: directory });
    const ec2 = await after.ec2('eu-west-1');
    after.advance(20);

    expect((await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId ?? ''] }))).Images).toMatchObject([
      { State: 'available', Name: 'kept' },
    ]);
    expect((await ec2.send(COPY)).ImageId).toBe(ImageId);
    await after.close();
    expect(readdirSync(directory)).toEqual(['aws.json']);
  });

  test.each([
    ['malformed', '{"version":1,"state":{'],
    ['of another version', '{"version":0,"state":{}}'],
    ['incomplete', '{"version":1,"state":{"tables":{"images":{}},"counter":3}}'],
  ])('is replaced by the seed if it is %s', async (_what, text) => {
    writeFileSync(join(directory, 'aws.json'), text);

    const world = await startAwsUnderTest({ persistDirectory: directory });

    expect(world.aws.store.get('images', 'ami-1234567890abcdef0')?.name).toBe('golden-base-2026.11');
    await world.close();
  });
});

import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { Step } from '../../../src/domain/plan/types.js';
import { toCliCommands } from '../../../src/domain/plan/aws-cli.js';
import { IMAGE, plan, step } from '../../workflows/builders.js';

const account = IMAGE.account;
const imageId = { step: 'copy-eu-west-1', output: 'imageId' };

function linesOf(...steps: readonly Step[]): readonly (readonly string[])[] {
  return toCliCommands(plan({ steps }), 'AR-7F3K2M').map(({ lines }) => lines);
}

const TAGS = '{"Key":"ami-steward:request","Value":"AR-7F3K2M"},{"Key":"ami-steward:step","Value":"copy-eu-west-1"}';

describe('toCliCommands', () => {
  test('prints a call with all its parameters as one JSON argument', () => {
    expect(linesOf(step('share'))).toEqual([
      [
        'aws ec2 modify-image-attribute --region us-east-1 --cli-input-json' +
          ` '{"ImageId":"ami-1234567890abcdef0","LaunchPermission":{"Add":[{"UserId":"111122223333"}]}}'`,
      ],
    ]);
  });

  test('prints lists and flags as JSON', () => {
    const volume = step('volumes', {
      call: {
        name: 'ModifySnapshotAttribute',
        account,
        region: 'us-east-1',
        input: {
          SnapshotId: 'snap-1',
          Attribute: 'createVolumePermission',
          OperationType: 'add',
          UserIds: ['111122223333', '444455556666'],
        },
      },
    });
    const deregister = step('deregister', {
      call: {
        name: 'DeregisterImage',
        account,
        region: 'us-east-1',
        input: { ImageId: 'ami-1', DeleteAssociatedSnapshots: true },
      },
    });

    expect(linesOf(volume, deregister)).toEqual([
      [
        'aws ec2 modify-snapshot-attribute --region us-east-1 --cli-input-json' +
          ` '{"SnapshotId":"snap-1","Attribute":"createVolumePermission","OperationType":"add",` +
          `"UserIds":["111122223333","444455556666"]}'`,
      ],
      [
        'aws ec2 deregister-image --region us-east-1 --cli-input-json' +
          ` '{"ImageId":"ami-1","DeleteAssociatedSnapshots":true}'`,
      ],
    ]);
  });

  test('prints a launch that waits for the instance and stores its ID', () => {
    const instanceId = { step: 'launch', output: 'instance' };
    const launch = step('launch', {
      call: {
        name: 'RunInstances',
        account,
        region: 'us-east-1',
        input: {
          ImageId: 'ami-1',
          InstanceType: 't3.small',
          MinCount: 1,
          MaxCount: 1,
          MetadataOptions: { HttpTokens: 'required' },
        },
      },
      outputs: { instance: { from: 'response', field: 'Instances[0].InstanceId' } },
      waitFor: { kind: 'instance-running', instanceId },
    });
    const stop = step('stop', {
      call: { name: 'StopInstances', account, region: 'us-east-1', input: { InstanceIds: [instanceId] } },
      waitFor: { kind: 'instance-stopped', instanceId },
    });

    const [launching, stopping] = linesOf(launch, stop);

    expect(launching?.[0]).toContain(
      `run-instances --region us-east-1 --cli-input-json '{"ImageId":"ami-1","InstanceType":"t3.small","MinCount":1,"MaxCount":1`,
    );
    expect(launching?.[0]).toContain(`--query 'Instances[0].InstanceId' --output text`);
    expect(launching?.[1]).toBe('aws ec2 wait instance-running --region us-east-1 --instance-ids "$launch_instance"');
    expect(stopping).toEqual([
      `aws ec2 stop-instances --region us-east-1 --cli-input-json '{"InstanceIds":["'"$launch_instance"'"]}'`,
      'aws ec2 wait instance-stopped --region us-east-1 --instance-ids "$launch_instance"',
    ]);
  });

  test('prints an import that waits, stores the AMI ID and tags the AMI', () => {
    const importTaskId = { step: 'import', output: 'task' };
    const image = { step: 'import', output: 'image' };
    const load = step('import', {
      call: {
        name: 'ImportImage',
        account,
        region: 'us-east-1',
        input: { DiskContainers: [{ Format: 'OVA', UserBucket: { S3Bucket: 'b', S3Key: 'a.ova' } }] },
      },
      waitFor: { kind: 'imported', importTaskId },
      outputs: { task: { from: 'response', field: 'ImportTaskId' }, image: { from: 'image' } },
    });
    const name = step('name', {
      call: {
        name: 'CreateTags',
        account,
        region: 'us-east-1',
        input: { Resources: [image], Tags: [{ Key: 'Name', Value: 'web' }] },
      },
    });
    const describe = 'aws ec2 describe-import-image-tasks --region us-east-1 --import-task-ids "$import_task"';

    const [importing, naming] = linesOf(load, name);

    expect(importing?.[0]).toMatch(
      /^import_task=\$\(aws ec2 import-image --region us-east-1 --cli-input-json '\{"DiskContainers":\[\{"Format":"OVA"/,
    );
    expect(importing?.slice(1)).toEqual([
      `while [ "$(${describe} --query 'ImportImageTasks[0].Status' --output text)" = active ]; do sleep 60; done`,
      `import_image=$(${describe} --query 'ImportImageTasks[0].ImageId' --output text)`,
    ]);
    expect(naming).toEqual([
      `aws ec2 create-tags --region us-east-1 --cli-input-json '{"Resources":["'"$import_image"'"],"Tags":` +
        '[{"Key":"Name","Value":"web"},{"Key":"ami-steward:request","Value":"AR-7F3K2M"},{"Key":"ami-steward:step","Value":"name"}]}\'',
    ]);
  });

  test('passes step outputs in shell variables and adds CLI waiters', () => {
    const copy = step('copy-eu-west-1', {
      call: {
        name: 'CopyImage',
        account,
        region: 'eu-west-1',
        input: { SourceRegion: 'us-east-1', SourceImageId: 'ami-1', Name: "it's $HOME" },
      },
      outputs: { imageId: { from: 'response', field: 'ImageId' }, root: { from: 'device', device: '/dev/xvda' } },
      waitFor: { kind: 'image-available', imageId },
    });
    const share = step('share-eu-west-1', {
      call: {
        name: 'ModifyImageAttribute',
        account,
        region: 'eu-west-1',
        input: { ImageId: imageId, LaunchPermission: { Add: [{ Group: 'all' }] } },
      },
      after: ['copy-eu-west-1'],
    });

    expect(linesOf(copy, share)).toEqual([
      [
        'copy_eu_west_1_imageId=$(aws ec2 copy-image --region eu-west-1 --cli-input-json' +
          ` '{"SourceRegion":"us-east-1","SourceImageId":"ami-1","Name":"it\\u0027s $HOME","TagSpecifications":` +
          `[{"ResourceType":"image","Tags":[${TAGS}]},{"ResourceType":"snapshot","Tags":[${TAGS}]}]}'` +
          ' --query ImageId --output text)',
        'aws ec2 wait image-available --region eu-west-1 --image-ids "$copy_eu_west_1_imageId"',
        'copy_eu_west_1_root=$(aws ec2 describe-images --region eu-west-1 --image-ids "$copy_eu_west_1_imageId"' +
          ' --query \'Images[0].BlockDeviceMappings[?DeviceName==`"/dev/xvda"`].Ebs.SnapshotId | [0]\' --output text)',
      ],
      [
        `aws ec2 modify-image-attribute --region eu-west-1 --cli-input-json '{"ImageId":"'"$copy_eu_west_1_imageId"'",` +
          `"LaunchPermission":{"Add":[{"Group":"all"}]}}'`,
      ],
    ]);
  });

  test('reads several fields of one response at once', () => {
    const two = step('two', {
      outputs: { imageId: { from: 'response', field: 'ImageId' }, other: { from: 'response', field: 'Other' } },
    });

    expect(linesOf(two)[0]?.[0]).toMatch(
      /^read -r two_imageId two_other < <\(aws ec2 .* --query '\[ImageId, Other\]' /,
    );
  });

  test('passes any name through a shell unchanged', () => {
    const names = fc.string({
      unit: fc.constantFrom(...Array.from(`a'"$\`\\(){};&| \n#!*\u202E\u200B\uFFFEé大🙂`), 'file://'),
    });

    fc.assert(
      fc.property(fc.array(names, { minLength: 20, maxLength: 20 }), (several) => {
        const script = linesOf(...several.map(copyNamed))
          .flat()
          .join('\n');
        const output = execFileSync('sh', ['-c', `aws() { printf '%s\\0' "$6"; }\n${script}`], { encoding: 'utf8' });

        expect(script).toMatch(/^[^\p{Cf}\uFFFE]*$/u);
        const inputs = output.split('\0').slice(0, -1);
        expect(inputs.map((input) => named.parse(JSON.parse(input)).Name)).toEqual(several);
      }),
      { numRuns: 5 },
    );
  });

  test('never begins an argument with a value that the CLI would load from a file', () => {
    for (const [line = ''] of linesOf(copyNamed('file:///etc/passwd', 0), copyNamed('fileb://x', 1))) {
      expect(line).not.toMatch(/\s'?(fileb?|https?):/);
    }
  });

  test('takes no text for the name of a shell variable', () => {
    expect(linesOf(copyNamed('\uFFFFHOME\uFFFF', 0))[0]?.[0]).not.toContain('"$HOME"');
  });
});

const named = z.object({ Name: z.string() });

function copyNamed(Name: string, index: number): Step {
  return step(`copy-${String(index)}`, {
    call: {
      name: 'CopyImage',
      account,
      region: 'eu-west-1',
      input: { SourceRegion: 'r', SourceImageId: 'i', Name },
    },
  });
}

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClients, type Clients } from '../../../../src/aws/clients/clients.js';
import { readUsage } from '../../../../src/aws/ec2/usage/usage.js';
import {
  ec2Response,
  ec2Error,
  startScriptedAws,
  type ReceivedRequest,
  type Reply,
  type ScriptedAws,
} from '../../endpoint/scripted-aws.js';

const HOME = '999988887777';
const PLACE = { account: HOME, region: 'us-east-1' };
const AMI = 'ami-1234567890abcdef0';
const ARN = `arn:aws:autoscaling:us-east-1:${HOME}`;

/** The answers of an account in which nothing uses the AMI; a test replaces some. */
let answers: Record<string, (asked: ReceivedRequest) => Reply>;
let aws: ScriptedAws;
let clients: Clients;

beforeEach(async () => {
  answers = {
    DescribeImageReferences: () => ec2Response('DescribeImageReferences'),
    DescribeInstances: () => ec2Response('DescribeInstances'),
    DescribeLaunchTemplateVersions: () => ec2Response('DescribeLaunchTemplateVersions'),
    DescribeSpotFleetRequests: () => ec2Response('DescribeSpotFleetRequests'),
    DescribeLaunchConfigurations: () => scaling('DescribeLaunchConfigurations', ''),
    DescribeAutoScalingGroups: () => scaling('DescribeAutoScalingGroups', ''),
  };
  aws = await startScriptedAws((asked) => {
    const operation = asked.parameters.get('Action') ?? '';
    return answers[operation]?.(asked) ?? ec2Error('InvalidAction', 400);
  });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = 'OWNKEY';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  clients = createClients({
    directory: [{ id: HOME, name: 'images', regions: ['us-east-1'] }],
    homeRegion: 'us-east-1',
    clock: { now: () => new Date() },
  });
});

afterEach(async () => {
  clients.close();
  await aws.close();
  delete process.env.AWS_ENDPOINT_URL;
});

describe('the usage of an AMI', () => {
  test('is known to be empty when every read succeeds without results', async () => {
    expect(await readUsage(clients, PLACE, AMI)).toEqual({ known: true, value: [] });
  });

  test('is read without terminated instances and with all launch template versions', async () => {
    await readUsage(clients, PLACE, AMI);

    const asked = aws.requests.find(({ parameters }) => parameters.get('Action') === 'DescribeImageReferences');
    const values = [...(asked?.parameters.values() ?? [])];
    expect(values).toEqual(expect.arrayContaining(['running', 'stopped', '10000', 'ssm:Parameter']));
    expect(values).not.toContain('terminated');
  });

  test('is read across pages, including empty ones', async () => {
    const page = { '': ['', 'one'], one: ['', 'two'], two: [reference('ec2:Instance', 'arn:x'), ''] } as const;
    answers.DescribeImageReferences = ({ parameters }) => {
      const token = parameters.get('NextToken') ?? '';
      const [inner, next] = token === 'one' || token === 'two' ? page[token] : page[''];
      return ec2Response(
        'DescribeImageReferences',
        `<imageReferenceSet>${inner}</imageReferenceSet>${next === '' ? '' : `<nextToken>${next}</nextToken>`}`,
      );
    };

    expect(await readUsage(clients, PLACE, AMI)).toEqual({
      known: true,
      value: [{ type: 'ec2:Instance', arn: 'arn:x' }],
    });
  });

  test('includes a launch configuration and the Auto Scaling group that uses it', async () => {
    answers.DescribeLaunchConfigurations = () =>
      scaling(
        'DescribeLaunchConfigurations',
        `<LaunchConfigurations>${configuration('web', AMI)}${configuration('other', 'ami-0')}</LaunchConfigurations>`,
      );
    answers.DescribeAutoScalingGroups = () =>
      scaling(
        'DescribeAutoScalingGroups',
        `<AutoScalingGroups>${group('web', '<LaunchConfigurationName>web</LaunchConfigurationName>')}${group(
          'other',
          '<LaunchConfigurationName>other</LaunchConfigurationName>',
        )}</AutoScalingGroups>`,
      );

    expect(await readUsage(clients, PLACE, AMI)).toEqual({
      known: true,
      value: [
        { type: 'autoscaling:LaunchConfiguration', arn: `${ARN}:launchConfiguration/web` },
        { type: 'autoscaling:AutoScalingGroup', arn: `${ARN}:group/web` },
      ],
    });
  });

  test.each([
    ['$Latest', true],
    ['$Default', false],
    ['3', true],
    ['1', false],
  ])('includes the Auto Scaling group of template version %s: %s', async (version, counts) => {
    answers.DescribeLaunchTemplateVersions = () => templateVersions([1, 'ami-0', true], [3, AMI, false]);
    answers.DescribeAutoScalingGroups = () =>
      scaling('DescribeAutoScalingGroups', `<AutoScalingGroups>${group('web', template(version))}</AutoScalingGroups>`);

    const usage = await readUsage(clients, PLACE, AMI);

    const types = usage.known ? usage.value.map(({ type }) => type) : [];
    expect(types).toEqual(['ec2:LaunchTemplate', ...(counts ? ['autoscaling:AutoScalingGroup'] : [])]);
  });

  test.each([
    ['active', true],
    ['cancelled_running', false],
  ])('includes a Spot Fleet request in state %s: %s', async (state, counts) => {
    answers.DescribeSpotFleetRequests = () =>
      ec2Response(
        'DescribeSpotFleetRequests',
        `<spotFleetRequestConfigSet><item><spotFleetRequestId>sfr-1</spotFleetRequestId><spotFleetRequestState>${state}</spotFleetRequestState><spotFleetRequestConfig><launchSpecifications><item><imageId>${AMI}</imageId></item></launchSpecifications></spotFleetRequestConfig></item></spotFleetRequestConfigSet>`,
      );

    const arn = `arn:aws:ec2:us-east-1:${HOME}:spot-fleet-request/sfr-1`;
    const value = counts ? [{ type: 'ec2:SpotFleetRequest', arn }] : [];
    expect(await readUsage(clients, PLACE, AMI)).toEqual({ known: true, value });
  });

  test('resolves the SSM parameters in launch templates', async () => {
    await readUsage(clients, PLACE, AMI);

    const asked = aws.requests.find(({ parameters }) => parameters.get('Action') === 'DescribeLaunchTemplateVersions');
    expect(asked?.parameters.get('ResolveAlias')).toBe('true');
    expect(asked?.parameters.get('LaunchTemplateId')).toBeNull();
  });

  test.each([
    ['DescribeImageReferences', 'ec2:DescribeImageReferences'],
    ['DescribeLaunchTemplateVersions', 'ec2:DescribeLaunchTemplateVersions'],
    ['DescribeLaunchConfigurations', 'autoscaling:DescribeLaunchConfigurations'],
    ['DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingGroups'],
    ['DescribeSpotFleetRequests', 'ec2:DescribeSpotFleetRequests'],
  ])('is unknown if %s is denied and nothing is found', async (operation, permission) => {
    answers[operation] = () => denied(operation);

    expect(await readUsage(clients, PLACE, AMI)).toMatchObject({ known: false, permission });
  });

  test('is unknown if the endpoint does not support a call', async () => {
    answers.DescribeImageReferences = () => ec2Error('InvalidAction', 400);

    expect(await readUsage(clients, PLACE, AMI)).toMatchObject({ known: false });
  });

  test('is known if an instance uses the AMI, even if another read is denied', async () => {
    answers.DescribeImageReferences = () => denied('DescribeImageReferences');
    answers.DescribeInstances = () =>
      ec2Response(
        'DescribeInstances',
        `<reservationSet><item><ownerId>${HOME}</ownerId><instancesSet><item><instanceId>i-1</instanceId><imageId>${AMI}</imageId></item></instancesSet></item></reservationSet>`,
      );

    expect(await readUsage(clients, PLACE, AMI)).toEqual({
      known: true,
      value: [{ type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${HOME}:instance/i-1` }],
    });
  });
});

function denied(operation: string): Reply {
  return operation.includes('Scaling') || operation.includes('Configurations')
    ? {
        status: 403,
        body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
      }
    : ec2Error('UnauthorizedOperation', 403);
}

function scaling(operation: string, inner: string): Reply {
  return {
    status: 200,
    body: `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`,
  };
}

function reference(type: string, arn: string): string {
  return `<item><imageId>${AMI}</imageId><resourceType>${type}</resourceType><arn>${arn}</arn></item>`;
}

function configuration(name: string, imageId: string): string {
  return `<member><LaunchConfigurationName>${name}</LaunchConfigurationName><LaunchConfigurationARN>${ARN}:launchConfiguration/${name}</LaunchConfigurationARN><ImageId>${imageId}</ImageId></member>`;
}

function group(name: string, inner: string): string {
  return `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><AutoScalingGroupARN>${ARN}:group/${name}</AutoScalingGroupARN>${inner}</member>`;
}

function template(version: string): string {
  return `<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId><Version>${version}</Version></LaunchTemplate>`;
}

function templateVersions(...versions: (readonly [number: number, imageId: string, isDefault: boolean])[]): Reply {
  const items = versions.map(
    ([number, imageId, isDefault]) =>
      `<item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>web</launchTemplateName><versionNumber>${number}</versionNumber><defaultVersion>${isDefault}</defaultVersion><launchTemplateData><imageId>${imageId}</imageId></launchTemplateData></item>`,
  );
  return ec2Response(
    'DescribeLaunchTemplateVersions',
    `<launchTemplateVersionSet>${items.join('')}</launchTemplateVersionSet>`,
  );
}

import { DescribeInstanceTypesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type { InstanceType, LaunchEnvironment, LaunchOptions } from '../../../domain/model/launch.js';
import { readAllPages, toFact } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';

const typesPage = z.object({
  NextToken: z.string().optional(),
  InstanceTypes: z
    .array(
      z.object({
        InstanceType: z.string(),
        SupportedVirtualizationTypes: z.array(z.string()).default([]),
        SupportedRootDeviceTypes: z.array(z.string()).default([]),
        SupportedBootModes: z.array(z.string()).default([]),
        ProcessorInfo: z.object({ SupportedArchitectures: z.array(z.string()).default([]) }),
        NetworkInfo: z.object({ EnaSupport: z.string().default('unsupported') }),
      }),
    )
    .default([]),
});

const subnetsPage = z.object({
  NextToken: z.string().optional(),
  Subnets: z.array(z.object({ SubnetId: z.string() })).default([]),
});

/** What a launch would meet in a place. Names are passed as filters: as parameters, an unknown one fails the call. */
export async function readLaunchSite(
  clients: Clients,
  place: AccountRegion,
  options: LaunchOptions,
): Promise<LaunchEnvironment> {
  const [instanceType, subnet] = await Promise.all([
    toFact('reading the instance type', () => readType(clients, place, options.instanceType)),
    toFact('reading the subnets', () => readSubnet(clients, place, options.subnet)),
  ]);
  return { instanceType, subnet };
}

async function readType(clients: Clients, place: AccountRegion, name: string): Promise<InstanceType | null> {
  const pages = await readAllPages(['ec2', 'DescribeInstanceTypes'], typesPage, (token) =>
    clients
      .ec2(place)
      .send(new DescribeInstanceTypesCommand({ Filters: [{ Name: 'instance-type', Values: [name] }], ...token })),
  );
  const found = pages.flatMap(({ InstanceTypes }) => InstanceTypes).find(({ InstanceType }) => InstanceType === name);
  if (found === undefined) return null;
  return {
    name,
    architectures: found.ProcessorInfo.SupportedArchitectures,
    virtualizationTypes: found.SupportedVirtualizationTypes,
    rootDeviceTypes: found.SupportedRootDeviceTypes,
    bootModes: found.SupportedBootModes,
    ena: found.NetworkInfo.EnaSupport,
  };
}

async function readSubnet(clients: Clients, place: AccountRegion, id: string | undefined): Promise<string | null> {
  const filter = id === undefined ? { Name: 'default-for-az', Values: ['true'] } : { Name: 'subnet-id', Values: [id] };
  const pages = await readAllPages(['ec2', 'DescribeSubnets'], subnetsPage, (token) =>
    clients.ec2(place).send(new DescribeSubnetsCommand({ Filters: [filter], ...token })),
  );
  return pages.flatMap(({ Subnets }) => Subnets)[0]?.SubnetId ?? null;
}

import { omitUndefined } from '../../model/omit-undefined.js';
import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { launchInput, type LaunchInput, parse } from './input.js';
import { plan } from './plan.js';

export const launch: ChangeOperation<LaunchInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'launch', judgedAs: ['terminate'] },
  calls: ['RunInstances', 'TerminateInstances'],
  name: 'launch',
  group: 'create',
  summary: 'Launch one instance from an AMI',
  usage: '/ami launch <ami> as <instance type> [subnet <id>]',
  help: [
    'Launches exactly one instance, in the account and Region through which the AMI is seen: “of <account>” and “in <region>” choose where. It takes the subnet that is named, or a default one of the default VPC, with the default security group of the VPC.',
    'Whether the AMI runs on the instance type is looked up beforehand: architecture, virtualization, boot mode and enhanced networking (ENA). Paravirtual (PV) AMIs are Linux only and run on a few types of the oldest generations; HVM runs on all others, with the same or better performance, since its guests have the PV drivers for storage and network too.',
    'The instance metadata service accepts version 2 (IMDSv2) only. The instance has no key pair and no role. Reach it through the means of the AMI, such as EC2 Instance Connect, or the serial console. Session Manager needs a role, which can be attached later.',
    'The instance costs until it is terminated. Undo terminates it, and the data on its volumes is lost.',
  ],
  examples: [
    '/ami launch ami-1234567890abcdef0 as t3.small',
    '/ami launch ami-123 as t3.micro subnet subnet-0123456789abcdef0',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'as',
        field: 'instanceType',
        takes: 'word',
        required: true,
        label: 'Instance type',
        hint: 'The AMI’s architecture has to fit: t3 and m7i are x86, t4g and m7g are Graviton (arm64).',
        placeholder: 't3.small',
      },
      {
        keyword: 'subnet',
        field: 'subnet',
        takes: 'word',
        required: false,
        label: 'Subnet',
        hint: 'Without it, a default subnet of the default VPC.',
        placeholder: 'subnet-0123456789abcdef0',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: launchInput,
  parse,
  needs: ({ instanceType, subnet }) => ({
    snapshots: true,
    keys: true,
    launch: { instanceType, ...omitUndefined({ subnet }) },
  }),
  plan,
};

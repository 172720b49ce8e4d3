import type { ChangeOperation } from '../contract.js';
import { CHANGE_CLAUSES } from '../fields/clauses.js';
import { createInput, type CreateInput, parse } from './input.js';
import { plan } from './plan.js';

export const create: ChangeOperation<CreateInput, 'instance'> = {
  kind: 'change',
  subjectKind: 'instance',
  undo: { inverse: 'deregister' },
  calls: ['CreateImage', 'DeregisterImage'],
  name: 'create',
  group: 'create',
  summary: 'Create an AMI from an instance',
  usage: '/ami create from <instance> as <name> [without reboot]',
  help: [
    'Takes a snapshot of every EBS volume of an instance, running or stopped, and creates an AMI from them in the same account and Region. That account owns the AMI, which is not shared.',
    'A running instance is rebooted, so that everything that was written is on the disks. It is unavailable for some minutes. “without reboot” leaves it running. The AMI is then crash-consistent: file systems recover, and data that programs had not written yet is missing.',
    'Everything on the disks is included: keys, passwords, logs, the identity of the machine. The tags of the instance are not. Instances on an instance store cannot be imaged this way.',
    'It takes minutes, and up to a day for big volumes. Undo deregisters the AMI with its snapshots.',
  ],
  examples: [
    '/ami create from i-1234567890abcdef0 as golden-base-2',
    '/ami create from i-0b11 as web-43 without reboot',
  ],
  grammar: {
    clauses: [
      {
        keyword: 'from',
        field: 'instance',
        takes: 'word',
        required: true,
        label: 'Instance',
        hint: 'Its ID, or a unique beginning of it.',
        placeholder: 'i-1234567890abcdef0',
      },
      {
        keyword: 'as',
        field: 'name',
        takes: 'word',
        required: true,
        label: 'Name of the AMI',
        hint: 'In one Region, every name of an account is used once.',
      },
      { keyword: 'without reboot', field: 'noReboot', takes: 'flag', required: false, label: 'Without reboot' },
      ...CHANGE_CLAUSES,
    ],
  },
  input: createInput,
  parse,
  needs: ({ name }) => ({ imageName: name }),
  plan,
};

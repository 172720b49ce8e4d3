import { describe, expect, test } from '@jest/globals';
import { matchesCriteria, parseCriteria } from '../../../../src/domain/operations/find/criteria.js';
import { image } from '../facts-builder.js';

describe('parseCriteria', () => {
  test.each([
    ['ubuntu', 'Ubuntu', undefined, undefined, []],
    ['ubuntu 24.04', 'Ubuntu', '24.04', undefined, []],
    ['Ubuntu noble ARM64', 'Ubuntu', undefined, 'arm64', ['noble']],
    ['debian 13 amd64', 'Debian', '13', 'x86_64', []],
    ['fedora 43 aarch64', 'Fedora', '43', 'arm64', []],
    ['red hat 9', 'Red Hat Enterprise Linux', '9', undefined, []],
    ['Red Hat Enterprise Linux 9.7', 'Red Hat Enterprise Linux', '9.7', undefined, []],
    ['rhel', 'Red Hat Enterprise Linux', undefined, undefined, []],
    ['amazon linux 2023 minimal', 'Amazon Linux', '2023', undefined, ['minimal']],
    ['al2023 graviton', 'Amazon Linux', '2023', 'arm64', []],
    ['al2', 'Amazon Linux', '2', undefined, []],
    ['windows server 2025 core', 'Windows Server', '2025', undefined, ['core']],
    ['golden base', undefined, undefined, undefined, ['golden', 'base']],
    ['constructor', undefined, undefined, undefined, ['constructor']],
  ])(
    'reads “%s” as family %s, version %s, architecture %s and words %j',
    (words, family, version, architecture, otherWords) => {
      const criteria = parseCriteria(words.split(' '));

      expect(criteria.family?.label).toBe(family);
      expect(criteria).toMatchObject({ otherWords });
      expect([criteria.version, criteria.architecture]).toEqual([version, architecture]);
    },
  );

  test('accepts several words in quotation marks', () => {
    expect(parseCriteria(['amazon linux 2023']).family?.label).toBe('Amazon Linux');
  });
});

describe('matchesCriteria for a base image', () => {
  const base = { ownerId: '099720109477', public: true } as const;
  const noble = 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112';

  test.each([
    ['ubuntu 24.04', { name: noble }, true],
    ['ubuntu 24', { name: noble }, true],
    ['ubuntu 4.04', { name: noble }, false],
    ['ubuntu 22.04', { name: noble }, false],
    ['ubuntu NOBLE', { name: noble }, true],
    ['ubuntu jammy', { name: noble }, false],
    ['ubuntu arm64', { name: noble }, false],
    ['ubuntu arm64', { name: noble, architecture: 'arm64' }, true],
    ['ubuntu 24.04', { name: noble, state: 'failed' }, false],
    ['amazon linux 2', { name: 'al2023-ami-2023.9.20261101.0-kernel-6.12-x86_64' }, false],
    ['amazon linux 2', { name: 'amzn2-ami-kernel-5.10-hvm-2.0.20261027.0-x86_64-gp2' }, true],
    ['red hat 9', { name: 'RHEL-9.7.0_HVM-20261102-x86_64-0-Hourly2-GP3' }, true],
    ['windows 2025 core', { name: 'Windows_Server-2025-English-Full-Base-2026.11.11' }, false],
  ])('matches “%s” with %j: %s', (words, parts, expected) => {
    expect(matchesCriteria(parseCriteria(words.split(' ')), image({ ...base, ...parts }))).toBe(expected);
  });
});

describe('matchesCriteria for an AMI of the account', () => {
  const own = image({
    name: 'Golden-Base-2026.11',
    description: 'Hardened Amazon Linux 2023',
    tags: { Team: 'payments', Tier: 'base' },
  });

  test.each([
    ['golden', true],
    ['GOLDEN hardened', true],
    ['golden silver', false],
    ['team=payments', true],
    ['tier base', true],
    ['team=orders', false],
    ['ami-12345', true],
    ['amazon linux 2023', true],
    ['golden x86_64', true],
    ['golden arm64', false],
  ])('matches “%s”: %s', (words, expected) => {
    expect(matchesCriteria(parseCriteria(words.split(' ')), own)).toBe(expected);
  });

  test('matches a disabled AMI', () => {
    expect(matchesCriteria(parseCriteria(['golden']), { ...own, state: 'disabled' })).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import { OPERATIONS } from '../../../../src/domain/operations/registry.js';
import type { Operation } from '../../../../src/domain/operations/contract.js';
import { findOperation } from '../operation-named.js';
import { OWNER, PROD } from '../directory.js';

const prod = { kind: 'account', id: PROD };

function regions(names: readonly string[]): readonly object[] {
  return names.map((region) => ({ kind: 'region', region }));
}

describe('a stored input', () => {
  const stored: Readonly<Record<string, object>> = {
    info: {},
    share: { targets: [prod] },
    unshare: { targets: [prod] },
    copy: { targets: regions(['eu-west-1']), encrypted: false },
    deprecate: { at: '2027-01-31T00:00:00.000Z' },
    enable: { sharing: true },
    create: { instance: 'i-1234567890abcdef0', name: 'web-2', noReboot: true },
    import: { bucket: 'vm-images', key: 'web-1.ova', format: 'OVA', name: 'web-1' },
    launch: { instanceType: 't3.small', subnet: 'subnet-0123456789abcdef0' },
    deregister: { snapshots: true },
    retire: { durationMs: 5_184_000_000, snapshots: true },
    find: { words: ['ubuntu', '24.04'], region: 'us-east-1' },
    list: { which: 'shared', region: 'us-east-1', account: OWNER },
  };
  function settledFor(operation: Operation): object {
    if (operation.kind === 'search') return {};
    const { ami, ...place } = SETTLED;
    const isAboutImage =
      operation.kind !== 'change' || operation.subjectKind === 'image' || operation.subjectKind === 'recycled';
    return isAboutImage ? { ami, ...place } : place;
  }
  const SETTLED = { ami: 'ami-1234567890abcdef0', region: 'us-east-1', account: OWNER };

  test.each(OPERATIONS.map(({ name }) => name))(
    'is accepted by %s with a resolved AMI and rejected with unknown keys',
    (name) => {
      const operation = findOperation(name);
      const { input } = operation;
      const settled = { ...settledFor(operation), ...stored[name] };
      const needs = operation.kind === 'search' ? operation.queries : operation.needs;

      expect(input.parse(settled)).toEqual(settled);
      expect(needs(settled)).toBeTruthy();
      expect(() => needs({ ...settled, other: true })).toThrow();
      expect(() => needs({ words: [] })).toThrow();
    },
  );
});

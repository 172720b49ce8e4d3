import { describe, expect, test } from '@jest/globals';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { requiredPermissions } from '../../src/domain/plan/call-specs.js';
import { textOf } from './sources.js';

const ROLE = ['', '-delete-snapshots', '-import', '-launch']
  .map((part) => textOf(`infra/iam/account-role${part}.json`))
  .join('');

describe('the permissions in the help', () => {
  test.each(OPERATIONS.flatMap((operation) => (operation.kind === 'change' ? operation : [])))(
    'for $name are included in the account role',
    ({ calls }) => {
      expect(calls.length).toBeGreaterThan(0);
      expect(requiredPermissions(calls).filter((permission) => !ROLE.includes(`"${permission}"`))).toEqual([]);
    },
  );
});

import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../src/domain/model/image.js';
import { known } from '../../src/domain/model/fact.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type Ec2Harness } from './ec2-harness.js';
import { PRODS, SHARED } from './ec2-world.js';

const AT = '2027-01-31T00:00:00.000Z';
const IMAGE = { ...placeOf(SHARED), imageId: SHARED.id };

/** What `executeCall` and `checkCondition` promise of deprecating, disabling and protecting AMIs. */
export function lifeContract(harness: () => Ec2Harness): void {
  async function call(name: ResolvedCall['name'], input: ResolvedCall['input'] = {}): Promise<void> {
    await harness().executor.executeCall(
      { ...placeOf(SHARED), name, input: { ImageId: SHARED.id, ...input } },
      ATTRIBUTION,
    );
  }

  async function look(condition: ResolvedCondition): Promise<string> {
    return (await harness().executor.checkCondition(condition, ATTRIBUTION)).kind;
  }

  async function seen(): Promise<Image> {
    return (await harness().observer.observeImage(refOf(SHARED), {})).image;
  }

  describe('deprecating', () => {
    const deprecated: ResolvedCondition = { ...IMAGE, kind: 'deprecation', at: AT };
    const not: ResolvedCondition = { ...IMAGE, kind: 'deprecation', at: null };

    test('sets the date, and changes nothing when repeated', async () => {
      expect([await look(deprecated), await look(not)]).toEqual(['pending', 'satisfied']);
      await call('EnableImageDeprecation', { DeprecateAt: AT });
      await call('EnableImageDeprecation', { DeprecateAt: AT });

      expect([await look(deprecated), await look(not)]).toEqual(['satisfied', 'pending']);
      expect((await seen()).deprecatedAt).toBe(AT);
    });

    test('satisfies "deprecated by" from its date on', async () => {
      function by(moment: string): ResolvedCondition {
        return { ...IMAGE, kind: 'deprecated-by', by: moment };
      }
      expect(await look(by(AT))).toBe('pending');
      await call('EnableImageDeprecation', { DeprecateAt: AT });

      expect(await look(by('2027-01-30T00:00:00.000Z'))).toBe('pending');
      expect([await look(by(AT)), await look(by('2027-02-01T00:00:00.000Z'))]).toEqual(['satisfied', 'satisfied']);
    });

    test('replaces an earlier date', async () => {
      await call('EnableImageDeprecation', { DeprecateAt: '2026-12-24T00:00:00.000Z' });

      expect(await look(deprecated)).toBe('pending');
      await call('EnableImageDeprecation', { DeprecateAt: AT });
      expect(await look(deprecated)).toBe('satisfied');
    });

    test('can be reverted, and changes nothing when reverted again', async () => {
      await call('EnableImageDeprecation', { DeprecateAt: AT });
      await call('DisableImageDeprecation');
      await call('DisableImageDeprecation');

      expect(await look(not)).toBe('satisfied');
      expect((await seen()).deprecatedAt).toBeUndefined();
    });
  });

  describe('disabling', () => {
    const disabled: ResolvedCondition = { ...IMAGE, kind: 'image-state', state: 'disabled' };
    const available: ResolvedCondition = { ...IMAGE, kind: 'image-state', state: 'available' };

    test('erases the launch permissions, which enabling does not restore', async () => {
      await call('DisableImage');

      expect([await look(disabled), await look(available)]).toEqual(['satisfied', 'pending']);
      await call('EnableImage');
      expect([await look(disabled), await look(available)]).toEqual(['pending', 'satisfied']);
      const { launchPermissions } = await harness().observer.observeImage(refOf(SHARED), { launchPermissions: true });
      expect(launchPermissions).toEqual(known([]));
    });

    test('is refused for a disabled AMI, as enabling is for an available AMI', async () => {
      await expect(call('EnableImage')).rejects.toMatchObject({ kind: 'not-found' });
      await call('DisableImage');

      await expect(call('DisableImage')).rejects.toMatchObject({ kind: 'not-found' });
    });

    test('leaves the AMI visible to its owner', async () => {
      await call('DisableImage');

      const { images } = await harness().finder.findImages({ id: SHARED.id });
      expect(images.map(({ state }) => state)).toEqual(['disabled']);
    });
  });

  describe('protecting', () => {
    const on: ResolvedCondition = { ...IMAGE, kind: 'protection', isOn: true };
    const off: ResolvedCondition = { ...IMAGE, kind: 'protection', isOn: false };

    test.each([
      [true, 'enabled-with-cooldown'],
      [false, 'enabled-without-cooldown'],
    ])('prevents deregistration with or without a cooldown (%s)', async (WithCooldown, shown) => {
      await call('EnableImageDeregistrationProtection', { WithCooldown });

      expect([await look(on), await look(off)]).toEqual(['satisfied', 'pending']);
      expect((await seen()).deregistrationProtection).toBe(shown);
      await expect(call('DeregisterImage')).rejects.toMatchObject({ kind: 'rejected', code: 'OperationNotPermitted' });
    });

    test('can be reverted, and changes nothing when reverted again', async () => {
      await call('EnableImageDeregistrationProtection', { WithCooldown: false });
      await call('DisableImageDeregistrationProtection');
      await call('DisableImageDeregistrationProtection');

      expect([await look(on), await look(off)]).toEqual(['pending', 'satisfied']);
      await expect(call('DeregisterImage')).resolves.toBeUndefined();
    });
  });

  test.each<ResolvedCall['name']>([
    'EnableImageDeprecation',
    'DisableImageDeprecation',
    'EnableImage',
    'DisableImage',
    'EnableImageDeregistrationProtection',
    'DisableImageDeregistrationProtection',
  ])('%s is allowed for the owner only', async (name) => {
    const input = {
      ImageId: PRODS.id,
      ...(name === 'EnableImageDeprecation' && { DeprecateAt: AT }),
      ...(name === 'EnableImageDeregistrationProtection' && { WithCooldown: true }),
    };

    await expect(
      harness().executor.executeCall({ ...placeOf(SHARED), name, input }, ATTRIBUTION),
    ).rejects.toMatchObject({
      kind: 'rejected',
      code: 'AuthFailure',
    });
  });
}

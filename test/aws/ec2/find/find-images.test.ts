import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GOLDEN, HOME, PARTNER, PROD, PRODS } from '../../../contracts/ec2-world.js';
import { startSimulatedPorts } from '../simulated-ports.js';

let simulated: Awaited<ReturnType<typeof startSimulatedPorts>>;

beforeAll(async () => {
  simulated = await startSimulatedPorts();
  const { store } = simulated.aws;
  const golden = store.get('images', GOLDEN.id);
  if (golden === undefined) throw new Error('the world has no golden image');
  store.put('images', { ...golden, id: 'ami-0aaaaaaa', name: 'old-id' });
  store.put('images', { ...golden, id: 'ami-0bbbbbbb000000001', name: 'long-id' });
  store.put('images', { ...golden, id: 'ami-09000000000000001', name: 'far-away', region: 'ap-south-1' });
  store.put('images', { ...golden, id: 'ami-09900000000000001', name: 'disabled', state: 'disabled' });
  store.put('images', {
    ...golden,
    id: 'ami-09990000000000001',
    name: 'deprecated',
    ownerId: PARTNER,
    deprecatedAt: '2026-01-01T00:00:00.000Z',
    launchPermissions: [{ userId: PROD }],
  });
});
afterAll(() => simulated.close());

describe('finding AMIs through EC2', () => {
  test.each([
    ['an 8-digit ID', { id: 'ami-0aaaaaaa' }, ['ami-0aaaaaaa']],
    ['a 17-digit ID by its first 8 digits', { id: 'ami-0bbbbbbb' }, ['ami-0bbbbbbb000000001']],
    ['nothing in a Region that is neither configured nor given', { id: 'ami-09000000000000001' }, []],
    [
      'an AMI in a Region that is given but not configured',
      { id: 'ami-09000000000000001', region: 'ap-south-1' },
      ['ami-09000000000000001'],
    ],
    ['a disabled AMI', { id: 'ami-099' }, ['ami-09900000000000001', 'ami-09990000000000001']],
    ['a deprecated AMI of another owner by an abbreviated ID', { id: 'ami-0999' }, ['ami-09990000000000001']],
  ])('finds %s', async (_, search, ids) => {
    const { images } = await simulated.finder.findImages(search);

    expect(images.map(({ imageId }) => imageId).sort()).toEqual(ids);
  });

  test('finds an AMI of another owner through the first account that can use it', async () => {
    const { images } = await simulated.finder.findImages({ id: 'ami-0999' });

    expect(images).toMatchObject([{ account: PROD, ownerId: PARTNER }]);
  });

  test.each([
    [PARTNER, /no role in partner/],
    ['123456789012', /not in the directory/],
  ])('reports account %s as unreachable', async (account, reason) => {
    const { images, unreachable } = await simulated.finder.findImages({ id: GOLDEN.id, account, region: 'us-east-1' });

    expect(images).toEqual([]);
    expect(unreachable).toEqual([{ account, region: 'us-east-1', reason: expect.stringMatching(reason) }]);
  });

  test('reports an account as unreachable if its role cannot be assumed', async () => {
    const shut = await startSimulatedPorts();
    const [role] = shut.aws.store.all('roles');
    if (role === undefined) throw new Error('the world has no role');
    shut.aws.store.put('roles', { ...role, externalId: 'another' });

    const { images, unreachable } = await shut.finder.findImages({ id: PRODS.id });
    await shut.close();

    expect(images).toMatchObject([{ account: HOME }]);
    expect(unreachable).toMatchObject([{ account: PROD, reason: expect.stringContaining('could not be assumed') }]);
  });
});

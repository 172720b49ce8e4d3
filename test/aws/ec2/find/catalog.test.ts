import { describe, expect, test } from '@jest/globals';
import { catalogContract } from '../../../contracts/catalog.js';
import { PARAMETER, PUBLISHER } from '../../../contracts/ec2-world.js';
import { startSimulatedPorts } from '../simulated-ports.js';

catalogContract('the EC2 catalog', () => startSimulatedPorts());

describe('the catalog calls to EC2', () => {
  test('make one paginated call per place, filter by name, include deprecated own AMIs', async () => {
    const { catalog, aws, close } = await startSimulatedPorts();

    await catalog.search({ kind: 'own', region: 'eu-west-1' }, () => undefined);
    await catalog.search(
      { kind: 'published', ownerId: PUBLISHER, names: ['ubuntu/*'], region: 'us-east-1' },
      () => undefined,
    );
    await catalog.search({ kind: 'parameters', names: [PARAMETER], region: 'eu-west-1' }, () => undefined);
    await close();

    expect(aws.calls.map(({ operation, params }) => [operation, params])).toEqual([
      ['DescribeImages', { Owner: ['self'], IncludeDeprecated: 'true', IncludeDisabled: 'true', MaxResults: '1000' }],
      ['DescribeImages', { Owner: [PUBLISHER], Filter: [{ Name: 'name', Value: ['ubuntu/*'] }], MaxResults: '1000' }],
      // No parameter there, so nothing to look for.
      ['GetParameters', { Names: [PARAMETER] }],
    ]);
  });
});

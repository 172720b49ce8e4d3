import { toSeedImage, toSeedSnapshots } from '../sandbox/seed/images-builder.js';
import { startAwsAndTable } from './aws-and-table.js';
import { CANDIDATES, SCANNED_REGIONS } from './scanned-world.js';

/** An AWS with so many AMIs spread over the Regions, in a process of its own; says where it is. */
export async function runScanned(amis: number): Promise<void> {
  const seeds = Array.from({ length: amis }, (_, number) => ({
    id: `ami-0be0c${String(number).padStart(12, '0')}`,
    name: `bench-${String(number)}`,
    shows: '',
    command: '',
    ageDays: number < CANDIDATES * SCANNED_REGIONS.length ? 400 : 10,
    tags: { Name: `bench-${String(number)}`, Team: 'platform', Build: String(number) },
    is: { region: SCANNED_REGIONS[number % SCANNED_REGIONS.length] ?? 'us-east-1' },
  }));
  const urls = await startAwsAndTable((now) => ({
    images: seeds.map((seed) => toSeedImage(seed, now)),
    snapshots: seeds.flatMap((seed) => toSeedSnapshots(seed, now)),
  }));
  process.send?.(urls);
}

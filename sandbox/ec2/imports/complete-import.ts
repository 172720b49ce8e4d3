import type { ImportTask } from '../import-entities.js';
import type { Machine } from '../image-entities.js';
import type { Store } from '../store.js';

const DEFAULT_MACHINE: Machine = {
  architecture: 'x86_64',
  virtualizationType: 'hvm',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/sda1',
  bootMode: 'legacy-bios',
  enaSupport: true,
  platformDetails: 'Linux/UNIX',
  usageOperation: 'RunInstances',
  productCodes: [],
};

/** Ends an import at its time: with an image that is named after the task, or with none. */
export function completeImport(store: Store, task: ImportTask): void {
  const { failure } = task.run;
  if (failure !== undefined) {
    store.put('importTasks', { ...task, state: 'deleted', message: failure });
    return;
  }
  store.put('importTasks', { ...task, state: 'completed', imageId: makeImage(store, task) });
}

function makeImage(store: Store, { id: taskId, region, ownerId, run, source, keyArn }: ImportTask): string {
  const imageId = store.newId('ami');
  const place = { region, ownerId };
  const machine = { ...DEFAULT_MACHINE, ...source.machine };
  store.put('images', {
    id: imageId,
    ...place,
    name: taskId,
    description: `AWS-VMImport service: ${machine.platformDetails}`,
    state: 'available',
    createdAt: run.endsAt,
    machine,
    blockDevices: source.disks.map((volumeSize, index) => ({
      deviceName: index === 0 ? machine.rootDeviceName : `/dev/sd${String.fromCharCode(101 + index)}`,
      snapshotId: makeSnapshot(store, { ...place, volumeSize, taskId, at: run.startedAt, keyArn }),
      volumeSize,
      volumeType: 'gp2',
      deleteOnTermination: true,
    })),
    tags: {},
    launchPermissions: [],
    protection: 'disabled',
  });
  return imageId;
}

interface ImportedDisk {
  readonly region: string;
  readonly ownerId: string;
  readonly volumeSize: number;
  readonly taskId: string;
  readonly at: string;
  readonly keyArn: string | undefined;
}

function makeSnapshot(store: Store, { region, ownerId, volumeSize, taskId, at, keyArn }: ImportedDisk): string {
  const id = store.newId('snap');
  store.put('snapshots', {
    id,
    region,
    ownerId,
    description: `Created by AWS-VMImport service for ${taskId}`,
    state: 'completed',
    startedAt: at,
    volumeSize,
    fullBytes: Math.round((volumeSize / 2) * 2 ** 30),
    storageTier: 'standard',
    tags: {},
    volumePermissions: [],
    ...(keyArn === undefined ? {} : { keyArn }),
  });
  return id;
}

import { DescribeImportImageTasksCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type { Sighting } from '../../workflows/ports.js';
import { importAdvice } from '../advice-on-imports.js';
import { ask } from '../ask.js';
import type { Clients } from '../clients.js';
import { defined } from '../defined.js';
import type { Place } from '../settings.js';

const answer = z.object({
  ImportImageTasks: z
    .array(
      z.object({
        ImportTaskId: z.string(),
        Status: z.string().default('active'),
        StatusMessage: z.string().optional(),
        Progress: z.string().optional(),
        ImageId: z.string().optional(),
      }),
    )
    .default([]),
});

type Task = z.infer<typeof answer>['ImportImageTasks'][number];

/** A failed import is shown as one that is deleted, with a message. (VM Import/Export User Guide) */
const ENDING: readonly string[] = ['deleting', 'deleted'];

/** Whether an import has made its AMI. */
export async function lookAtImport(clients: Clients, place: Place, taskId: string): Promise<Sighting> {
  const task = await readTask(clients, place, taskId);
  if (task === undefined) return { kind: 'not-yet', detail: `${taskId} is not visible yet` };
  const { Status: status, StatusMessage: said, ImageId: imageId } = task;
  if (ENDING.includes(status)) {
    const message = said ?? `${taskId} is ${status}`;
    return defined({ kind: 'failed' as const, message, advice: importAdvice(message) });
  }
  if (status === 'completed' && imageId !== undefined) return { kind: 'met', imageId, detail: imageId };
  return { kind: 'not-yet', detail: progressOf(task) };
}

/** Whether an import has ended, or is about to, without an AMI. */
export async function lookAtImportsEnd(clients: Clients, place: Place, taskId: string): Promise<Sighting> {
  const task = await readTask(clients, place, taskId);
  if (task === undefined || ENDING.includes(task.Status)) return { kind: 'met' };
  if (task.Status !== 'completed') return { kind: 'not-yet', detail: progressOf(task) };
  const imageId = task.ImageId ?? 'an AMI';
  return {
    kind: 'failed',
    message: `The import was over before it could be cancelled: it has made ${imageId}`,
    advice: `If nobody needs it: /ami deregister ${imageId} with snapshots`,
  };
}

/** "converting, 28 %": the message is the phase that it is in. */
function progressOf({ Status, StatusMessage, Progress }: Task): string {
  const phase = StatusMessage ?? Status;
  return Progress === undefined ? phase : `${phase}, ${Progress} %`;
}

async function readTask(clients: Clients, place: Place, taskId: string): Promise<Task | undefined> {
  const { ImportImageTasks } = await ask(['ec2', 'DescribeImportImageTasks'], answer, () =>
    clients.ec2(place).send(new DescribeImportImageTasksCommand({ ImportTaskIds: [taskId] })),
  );
  return ImportImageTasks.find(({ ImportTaskId }) => ImportTaskId === taskId);
}

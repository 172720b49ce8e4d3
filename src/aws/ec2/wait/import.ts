import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import { DescribeImportImageTasksCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type { ConditionStatus } from '../../../workflows/ports/call-executor.js';
import { importAdvice } from '../../errors/import-advice.js';
import { readOnce } from '../../read.js';
import type { Clients } from '../../clients/clients.js';

import type { AccountRegion } from '../../../domain/model/directory.js';

const tasksPageSchema = z.object({
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

type ImportTaskResponse = z.infer<typeof tasksPageSchema>['ImportImageTasks'][number];

/** A failed import is shown as one that is deleted, with a message. (VM Import/Export User Guide) */
const ENDED_STATES: readonly string[] = ['deleting', 'deleted'];

/** Whether an import has made its AMI. */
export async function checkImportCompleted(
  clients: Clients,
  place: AccountRegion,
  taskId: string,
): Promise<ConditionStatus> {
  const task = await readTask(clients, place, taskId);
  if (task === undefined) return { kind: 'pending', detail: `${taskId} is not visible yet` };
  const { Status: status, StatusMessage: statusMessage, ImageId: imageId } = task;
  if (ENDED_STATES.includes(status)) {
    const message = statusMessage ?? `${taskId} is ${status}`;
    return omitUndefined({ kind: 'failed' as const, message, advice: importAdvice(message) });
  }
  if (status === 'completed' && imageId !== undefined) return { kind: 'satisfied', imageId, detail: imageId };
  return { kind: 'pending', detail: progressText(task) };
}

/** Whether an import has ended, or is about to, without an AMI. */
export async function checkImportEnded(
  clients: Clients,
  place: AccountRegion,
  taskId: string,
): Promise<ConditionStatus> {
  const task = await readTask(clients, place, taskId);
  if (task === undefined || ENDED_STATES.includes(task.Status)) return { kind: 'satisfied' };
  if (task.Status !== 'completed') return { kind: 'pending', detail: progressText(task) };
  const imageId = task.ImageId ?? 'an AMI';
  return {
    kind: 'failed',
    message: `The import finished before it could be cancelled. It created ${imageId}`,
    advice: `If it is not needed: /ami deregister ${imageId} with snapshots`,
  };
}

/** "converting, 28 %": the message is the phase that it is in. */
function progressText({ Status, StatusMessage, Progress }: ImportTaskResponse): string {
  const phase = StatusMessage ?? Status;
  return Progress === undefined ? phase : `${phase}, ${Progress} %`;
}

async function readTask(
  clients: Clients,
  place: AccountRegion,
  taskId: string,
): Promise<ImportTaskResponse | undefined> {
  const { ImportImageTasks } = await readOnce(['ec2', 'DescribeImportImageTasks'], tasksPageSchema, () =>
    clients.ec2(place).send(new DescribeImportImageTasksCommand({ ImportTaskIds: [taskId] })),
  );
  return ImportImageTasks.find(({ ImportTaskId }) => ImportTaskId === taskId);
}

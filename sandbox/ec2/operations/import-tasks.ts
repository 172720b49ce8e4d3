import type { ImportTask } from '../import-entities.js';
import { AwsError } from '../errors.js';
import { describeTask } from '../imports/task-view.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList } from '../paging.js';
import { text, texts, wholeNumber } from '../parameters.js';

export const describeImportImageTasks = ec2Operation('DescribeImportImageTasks', {
  params: { ImportTaskId: texts, MaxResults: wholeNumber(1, 1000).optional(), NextToken: text.optional() },
  run({ ImportTaskId, MaxResults, NextToken }, call) {
    const { store, caller, region, now } = call;
    const asked =
      ImportTaskId.length > 0
        ? ImportTaskId.map((id) => findOwnTask(id, call))
        : store.all('importTasks').filter((task) => task.ownerId === caller.account && task.region === region);
    const page = paginateList(asked, { size: MaxResults, token: NextToken });
    return { importImageTaskSet: page.items.map((task) => describeTask(task, now)), nextToken: page.next };
  },
});

export const cancelImportTask = ec2Operation('CancelImportTask', {
  params: { ImportTaskId: text, CancelReason: text.optional() },
  run({ ImportTaskId }, call) {
    const task = findOwnTask(ImportTaskId, call);
    if (task.state !== 'active') {
      throw new AwsError('IncorrectState', `The import task '${ImportTaskId}' is not active.`);
    }
    call.store.put('importTasks', { ...task, state: 'deleted', message: 'User initiated task cancelation.' });
    return { importTaskId: ImportTaskId, previousState: 'active', state: 'deleting' };
  },
});

function findOwnTask(id: string, { store, caller, region }: Call): ImportTask {
  const task = store.get('importTasks', id);
  if (task?.ownerId === caller.account && task.region === region) return task;
  throw new AwsError('InvalidConversionTaskId.Malformed', `The task ID '${id}' is not valid.`);
}

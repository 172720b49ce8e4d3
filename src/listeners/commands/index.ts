import type { ListenerContext } from '../context.js';
import type { AmiCommand } from './command.js';
import { digestCommand } from './digest-command.js';
import { helpCommand } from './help-command.js';
import { historyCommand } from './history-command.js';
import { operationCommand } from './operation-command.js';
import { policyCommand } from './policy-command.js';
import { requestCommands } from './request-commands.js';
import { requestsCommand } from './requests-command.js';

/** Everything that can be typed after `/ami`, in the order of the help. */
export function createCommands(context: ListenerContext): readonly AmiCommand[] {
  const operations = context.operations.map((operation) => operationCommand(context, operation));
  const changes = operations.filter(({ isChange }) => isChange);
  const about = [
    requestsCommand(context),
    ...requestCommands(context),
    historyCommand(context),
    digestCommand(context),
    policyCommand(context, changes),
  ];
  return [...operations, ...about, helpCommand(context, context.operations, about)];
}

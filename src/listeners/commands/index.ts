import type { Desk } from '../desk.js';
import type { Command } from './command.js';
import { digestCommand } from './digest-command.js';
import { helpCommand } from './help-command.js';
import { historyCommand } from './history-command.js';
import { operationCommand } from './operation-command.js';
import { policyCommand } from './policy-command.js';
import { requestCommands } from './request-commands.js';
import { requestsCommand } from './requests-command.js';

/** Everything that can be typed after `/ami`, in the order of the help. */
export function commandsOf(desk: Desk): readonly Command[] {
  const operations = desk.operations.map((operation) => operationCommand(desk, operation));
  const changes = operations.filter(({ isChange }) => isChange);
  const about = [
    requestsCommand(desk),
    ...requestCommands(desk),
    historyCommand(desk),
    digestCommand(desk),
    policyCommand(desk, changes),
  ];
  return [...operations, ...about, helpCommand(desk, desk.operations, about)];
}

import type { Desk } from '../desk.js';
import type { Command } from './command.js';
import { helpCommand } from './help-command.js';
import { historyCommand } from './history-command.js';
import { operationCommand } from './operation-command.js';
import { requestCommands } from './request-commands.js';
import { requestsCommand } from './requests-command.js';

/** Everything that can be typed after `/ami`, in the order of the help. */
export function commandsOf(desk: Desk): readonly Command[] {
  const about = [requestsCommand(desk), ...requestCommands(desk), historyCommand(desk)];
  return [
    ...desk.operations.map((operation) => operationCommand(desk, operation)),
    ...about,
    helpCommand(desk, desk.operations, about),
  ];
}

import { expect } from '@jest/globals';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { requestMessage } from '../../../../src/listeners/blocks/request/message.js';
import type { Request } from '../../../../src/domain/request/types.js';
import { directory, request } from '../../../workflows/builders.js';
import { renderedLines } from '../../rendered-messages.js';

/** The rendered lines of the message of a request. Expects that Slack accepts the message. */
export function linesOf(overrides: Partial<Request>): readonly string[] {
  const { blocks, text } = requestMessage(request(overrides), directory);
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(blocks);
}

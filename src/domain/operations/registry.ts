import type { ChangeOperation, Operation, ReadOperation, SearchOperation, SubjectKind } from './contract.js';
import { copy } from './copy/index.js';
import { create } from './create/index.js';
import { deprecate } from './deprecate/index.js';
import { deregister } from './deregister/index.js';
import { disable } from './disable/index.js';
import { enable } from './enable/index.js';
import { find } from './find/index.js';
import { importImage } from './import/index.js';
import { info } from './info/index.js';
import { launch } from './launch/index.js';
import { list } from './list/index.js';
import { protect } from './protect/index.js';
import { publish } from './publish/index.js';
import { restore } from './restore/index.js';
import { retire } from './retire/index.js';
import { share } from './share/index.js';
import { undeprecate } from './undeprecate/index.js';
import { withUndoLimits } from './undo-limits.js';
import { unprotect } from './unprotect/index.js';
import { unpublish } from './unpublish/index.js';
import { unshare } from './unshare/index.js';

/**
 * Erases the input type of an operation, so that operations fit in one list. Input is validated against the schema
 * first. The functions throw a `ZodError` for other input.
 */
export function defineChange<Input, About extends SubjectKind>(
  operation: ChangeOperation<Input, About>,
): ChangeOperation<unknown, About> {
  const { input, needs, plan, toDraft, ...rest } = withUndoLimits(operation);
  return {
    ...rest,
    input,
    ...(toDraft === undefined ? {} : { toDraft: (rawInput) => toDraft(input.parse(rawInput)) }),
    needs: (rawInput) => needs(input.parse(rawInput)),
    plan: (rawInput, facts, context) => plan(input.parse(rawInput), facts, context),
  };
}

/** As `change`, for an operation that only answers. */
function defineRead<Input>(operation: ReadOperation<Input>): ReadOperation {
  const { input, needs, answer } = operation;
  return {
    ...operation,
    needs: (rawInput) => needs(input.parse(rawInput)),
    answer: (rawInput, facts, context) => answer(input.parse(rawInput), facts, context),
  };
}

/** As `change`, for an operation that answers which AMIs there are. */
function defineSearch<Input>(operation: SearchOperation<Input>): SearchOperation {
  const { input, queries, matches, filter, answer } = operation;
  return {
    ...operation,
    queries: (rawInput) => queries(input.parse(rawInput)),
    matches: (rawInput, image) => matches(input.parse(rawInput), image),
    filter: (rawInput) => filter?.(input.parse(rawInput)),
    answer: (rawInput, page, context) => answer(input.parse(rawInput), page, context),
  };
}

/** All operations, in the order of the help. */
export const OPERATIONS: readonly Operation[] = [
  defineRead(info),
  defineSearch(find),
  defineSearch(list),
  defineChange(share),
  defineChange(unshare),
  defineChange(publish),
  defineChange(unpublish),
  defineChange(copy),
  defineChange(create),
  defineChange(importImage),
  defineChange(launch),
  defineChange(deprecate),
  defineChange(undeprecate),
  defineChange(disable),
  defineChange(enable),
  defineChange(protect),
  defineChange(unprotect),
  defineChange(deregister),
  defineChange(restore),
  defineChange(retire),
];

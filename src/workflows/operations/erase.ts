import type { ChangeOperation, ReadOperation, SearchOperation, SubjectKind } from './contract.js';
import { sayingWhatStays } from './undoing.js';

/**
 * Forgets the type of an operation's input, so that operations can stand in one list: whatever is given as input is
 * checked against its schema first. The functions throw a `ZodError` for an input that is none of theirs.
 */
export function change<Input, About extends SubjectKind>(
  operation: ChangeOperation<Input, About>,
): ChangeOperation<unknown, About> {
  const { input, needs, plan, again, ...rest } = sayingWhatStays(operation);
  return {
    ...rest,
    input,
    ...(again === undefined ? {} : { again: (given) => again(input.parse(given)) }),
    needs: (given) => needs(input.parse(given)),
    plan: (given, facts, context) => plan(input.parse(given), facts, context),
  };
}

/** As `change`, for an operation that only answers. */
export function read<Input>(operation: ReadOperation<Input>): ReadOperation {
  const { input, needs, answer } = operation;
  return {
    ...operation,
    needs: (given) => needs(input.parse(given)),
    answer: (given, facts, context) => answer(input.parse(given), facts, context),
  };
}

/** As `change`, for an operation that answers which AMIs there are. */
export function search<Input>(operation: SearchOperation<Input>): SearchOperation {
  const { input, questions, matches, sharedOnly, staleOnly, answer } = operation;
  return {
    ...operation,
    questions: (given) => questions(input.parse(given)),
    matches: (given, image) => matches(input.parse(given), image),
    sharedOnly: (given) => sharedOnly(input.parse(given)),
    staleOnly: (given) => staleOnly(input.parse(given)),
    answer: (given, found, context) => answer(input.parse(given), found, context),
  };
}

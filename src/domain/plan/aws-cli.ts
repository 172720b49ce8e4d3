import { resolveCall, resolveCondition, type OutputResolver } from './outputs.js';
import type { RelativeTime, OutputRef } from './call-inputs.js';
import { resolveRelativeTimes } from './relative-times.js';
import type { Plan, OutputSource, Step } from './types.js';

/** A step as a user would type it. */
export interface CliStep {
  readonly id: string;
  readonly title: string;
  readonly account: string;
  readonly region: string;
  /** Lines for bash, one `aws ec2 …` command each. */
  readonly lines: readonly string[];
}

/** New for each attempt. */
const OMITTED_PARAMETERS: readonly string[] = ['ClientToken'];

/** Encloses the name of a variable in a call until it is quoted. */
const PLACEHOLDER_MARK = '\uFFFF';
/** Shown for a character that cannot be shown. */
const REPLACEMENT = '\uFFFD';

/**
 * Returns the calls of the plan as `aws ec2 …` lines, in their order, for bash. Outputs of earlier steps are shell
 * variables. Client tokens are left out: they are new for each attempt, and the CLI makes its own.
 *
 * All parameters are one JSON argument: in arguments of their own, the CLI would replace `file://…` and `fileb://…` by the
 * content of a file. (AWS CLI User Guide, "Loading a parameter from a file")
 */
export function toCliCommands(plan: Plan, requestId: string): readonly CliStep[] {
  return plan.steps.map((step) => toCliStep(withoutMarks(step), requestId));
}

function toCliStep(step: Step, requestId: string): CliStep {
  const { account, region, input } = resolveCall(
    resolveRelativeTimes(step, relativeTimePlaceholder),
    { requestId, attempt: 0 },
    placeholder,
  );
  const parameters = Object.entries(input).filter(([name]) => !OMITTED_PARAMETERS.includes(name));
  const json = quote(toShellJson(Object.fromEntries(parameters)));
  const call = `aws ec2 ${kebab(step.call.name)} --region ${quote(region)} --cli-input-json ${json}`;
  return {
    id: step.id,
    title: step.title,
    account,
    region,
    lines: [
      ...relativeTimeVariables(step),
      ...outputsFromResponse(step, call),
      ...waitCommands(step, region),
      ...outputsFromDevices(step, region),
      ...outputsFromImport(step, region),
    ],
  };
}

/** Text of other people must not name variables of the shell. */
function withoutMarks<T>(value: T): T {
  return replace(value) as T;

  function replace(inner: unknown): unknown {
    if (typeof inner === 'string') return inner.replaceAll(PLACEHOLDER_MARK, REPLACEMENT);
    if (Array.isArray(inner)) return inner.map(replace);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, replace(each)]));
  }
}

/** The call, its answer's fields in variables. The CLI prints several fields as words of one line. */
function outputsFromResponse(step: Step, call: string): readonly string[] {
  const outputs = Object.entries(step.outputs ?? {}).flatMap(([name, source]) =>
    source.from === 'response'
      ? [{ variable: outputVariable({ step: step.id, output: name }), field: source.field }]
      : [],
  );
  const [first, ...others] = outputs;
  if (first === undefined) return [call];
  if (others.length === 0) return [`${first.variable}=$(${call} --query ${quote(first.field)} --output text)`];
  const fields = outputs.map(({ field }) => field).join(', ');
  const variables = outputs.map(({ variable }) => variable).join(' ');
  return [`read -r ${variables} < <(${call} --query ${quote(`[${fields}]`)} --output text)`];
}

/** The CLI waits for an image that becomes available, and for the states of instances; for an import, bash has to. */
function waitCommands(step: Step, region: string): readonly string[] {
  if (step.waitFor === undefined) return [];
  const condition = resolveCondition(step, step.waitFor, placeholder);
  if (condition.kind === 'imported') {
    const status = describeImport(condition.importTaskId, region, 'ImportImageTasks[0].Status');
    return [`while [ "$(${status})" = active ]; do sleep 60; done`];
  }
  const wait = `aws ec2 wait ${condition.kind} --region ${quote(region)}`;
  if ('instanceId' in condition) return [`${wait} --instance-ids ${quote(condition.instanceId)}`];
  return condition.kind === 'image-available' ? [`${wait} --image-ids ${quote(condition.imageId)}`] : [];
}

function outputsFromDevices(step: Step, region: string): readonly string[] {
  const imageId = awaitedImage(step);
  if (imageId === undefined) return [];
  return Object.entries(step.outputs ?? {}).flatMap(([name, source]) => {
    if (source.from !== 'device') return [];
    const query = quote(snapshotQuery(source));
    const describe = `aws ec2 describe-images --region ${quote(region)} --image-ids ${quote(imageId)}`;
    return [`${outputVariable({ step: step.id, output: name })}=$(${describe} --query ${query} --output text)`];
  });
}

/** Only the import task knows what an import created. */
function outputsFromImport(step: Step, region: string): readonly string[] {
  const condition = step.waitFor === undefined ? undefined : resolveCondition(step, step.waitFor, placeholder);
  if (condition?.kind !== 'imported') return [];
  const image = describeImport(condition.importTaskId, region, 'ImportImageTasks[0].ImageId');
  return Object.entries(step.outputs ?? {}).flatMap(([name, source]) =>
    source.from === 'image' ? [`${outputVariable({ step: step.id, output: name })}=$(${image})`] : [],
  );
}

function describeImport(taskId: string, region: string, query: string): string {
  const describe = `aws ec2 describe-import-image-tasks --region ${quote(region)} --import-task-ids ${quote(taskId)}`;
  return `${describe} --query ${quote(query)} --output text`;
}

function awaitedImage(step: Step): string | undefined {
  if (step.waitFor?.kind !== 'image-available') return undefined;
  const condition = resolveCondition(step, step.waitFor, placeholder);
  return condition.kind === 'image-available' ? condition.imageId : undefined;
}

function snapshotQuery({ device }: OutputSource & { from: 'device' }): string {
  const name = toShellJson(device).replaceAll('`', '\\u0060');
  return `Images[0].BlockDeviceMappings[?DeviceName==\`${name}\`].Ebs.SnapshotId | [0]`;
}

/**
 * JSON for one word of a shell. Quotes of the shell and invisible characters are escaped, so that the line shows
 * and does the same wherever it is pasted.
 */
function toShellJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/(?!\uFFFF)['!\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, toEscapes);
}

function toEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index);
    return `\\u${unit.toString(16).padStart(4, '0')}`;
  }).join('');
}

const placeholder: OutputResolver = (outputRef) => `${PLACEHOLDER_MARK}${outputVariable(outputRef)}${PLACEHOLDER_MARK}`;

function relativeTimePlaceholder({ fromNowMs }: RelativeTime): string {
  return `${PLACEHOLDER_MARK}${relativeTimeVariable(fromNowMs)}${PLACEHOLDER_MARK}`;
}

/** Times that are counted from the call, in variables. */
function relativeTimeVariables(step: Step): readonly string[] {
  const offsets = new Set<number>();
  resolveRelativeTimes({ call: step.call }, ({ fromNowMs }) => {
    offsets.add(fromNowMs);
    return '';
  });
  return [...offsets].map(
    (ms) => `${relativeTimeVariable(ms)}=$(date -u -d '+${ms / 1_000} seconds' +%Y-%m-%dT%H:%M:%SZ)`,
  );
}

function relativeTimeVariable(ms: number): string {
  return `in_${ms / 1_000}_seconds`;
}

/** The output `imageId` of `copy-eu-west-1` becomes `copy_eu_west_1_imageId`. */
function outputVariable({ step, output }: OutputRef): string {
  return `${step}_${output}`.replaceAll(/\W/g, '_');
}

/** One word of a shell. Variables are in double quotes, everything else in single quotes if needed. */
function quote(text: string): string {
  const parts = text.split(/\uFFFF(\w+)\uFFFF/);
  if (parts.length === 1) return quotePlain(text);
  return parts.map((part, index) => (index % 2 === 1 ? `"$${part}"` : part === '' ? '' : quotePlain(part))).join('');
}

function quotePlain(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** EC2's own names as the CLI spells them: `KmsKeyId` is `kms-key-id`. */
function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

import type { ImageRef } from '../../domain/model/image.js';
import { resolveImage } from '../resolve/resolve-subject.js';
import { imageKey } from '../../domain/stale/changes.js';
import { toExemptionNote, type Exemption } from '../../domain/stale/types.js';
import type { DescribeResult, DescribeQuery } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';

/** Finds the AMI of a reading operation, observes it and gives the operation's answer. Changes and stores nothing. */
export async function describeImage(
  context: Pick<UseCaseContext, 'finder' | 'observer' | 'exemptions' | 'clock' | 'directory'>,
  { operation, input }: DescribeQuery,
): Promise<DescribeResult> {
  const resolution = await resolveImage(context.finder, input);
  if (resolution.kind !== 'resolved') return resolution;
  const image = resolution.subject;
  const [observed, exemption] = await Promise.all([
    context.observer.observeImage(image, operation.needs(input)),
    activeExemption(context, image),
  ]);
  const facts = { ...observed, ...(exemption === undefined ? {} : { exemption: toExemptionNote(exemption) }) };
  return { kind: 'report', report: operation.answer(input, facts, { directory: context.directory }) };
}

/** Returns the active exemption of an AMI. */
async function activeExemption(
  context: Pick<UseCaseContext, 'exemptions' | 'clock'>,
  image: ImageRef,
): Promise<Exemption | undefined> {
  const exemptions = await context.exemptions.listActive(isoNow(context));
  return exemptions.find((exemption) => imageKey(exemption) === imageKey(image));
}

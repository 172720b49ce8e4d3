import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { ask } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';

/** The most that one call takes. (Systems Manager API, GetParameters) */
const AT_ONCE = 10;

const answerSchema = z.object({ Parameters: z.array(z.object({ Value: z.string().default('') })).default([]) });

/** The values of parameters, without those that the Region does not have. */
export async function readParameters(
  clients: Clients,
  place: Place,
  names: readonly string[],
): Promise<readonly string[]> {
  const client = await clients.ssm(place);
  const chunks = Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, index) =>
    names.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  const answers = await Promise.all(
    chunks.map((chunk) =>
      ask(['ssm', 'GetParameters'], answerSchema, () => client.send(new GetParametersCommand({ Names: chunk }))),
    ),
  );
  return answers.flatMap(({ Parameters }) => Parameters.map(({ Value }) => Value)).filter((value) => value !== '');
}

import type { Access } from '../workflows/observation/admission.js';
import { admissionRefused } from './blocks/answers/failure.js';
import type { Message } from './blocks/kit/message.js';
import type { ListenerContext } from './context.js';
import type { Sender } from './payloads.js';

/** A sender who is admitted, as recorded in requests; or the refusal to show. */
export type SenderAdmission =
  { readonly kind: 'admitted'; readonly sender: Sender } | { readonly kind: 'refused'; readonly message: Message };

/** To be asked after the acknowledgement: it may call Slack. */
export async function admitSender(
  { useCases }: Pick<ListenerContext, 'useCases'>,
  sender: Sender,
  access: Access,
): Promise<SenderAdmission> {
  const admission = await useCases.admit(sender.person, access);
  return admission.kind === 'refused'
    ? { kind: 'refused', message: admissionRefused(admission.code) }
    : { kind: 'admitted', sender: { ...sender, person: admission.person } };
}

import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import type { Request } from '../../../domain/request/types.js';
import { ACTION, VIEW } from '../kit/ids.js';
import { bold, italic, rich, richSection } from '../kit/rich.js';
import { truncateForSlack } from '../kit/text.js';
import { button } from './buttons.js';
import { iamLimitLine } from './iam-limit.js';
import { planItems, type PlanItem } from './plan-items.js';

/** A page of the calls, as the buttons of the view name it. */
export interface CallsPage {
  readonly request: string;
  /** From 0. */
  readonly page: number;
  /** Which plan of the request the pages are of. */
  readonly plan: number;
}

/** Slack takes 100 blocks and 250 KB; a character takes up to 6 bytes. */
const MAX_ITEMS = 80;
const MAX_LENGTH = 24_000;

/**
 * What would be called, as lines of the AWS CLI, with everything that the plan rests on, a page at a time. A page of a
 * plan that was replaced since is the first one of the new plan.
 */
export function callsView(request: Request, directory: Directory, asked?: CallsPage): ModalView {
  const pages = toPages(planItems(request, directory));
  const plan = planNumber(request);
  const isReplaced = asked !== undefined && asked.plan !== plan;
  const page = asked === undefined || isReplaced ? 0 : Math.min(asked.page, pages.length - 1);
  const blocks: KnownBlock[] = [
    rich(
      richSection(bold(request.plan.title)),
      ...(isReplaced ? [richSection(italic('The plan has changed. These are the calls of the new plan.'))] : []),
      ...(pages.length === 1 ? [] : [richSection(italic(`Page ${page + 1} of ${pages.length}`))]),
      ...iamLimitLine(request.plan, directory),
    ),
    ...(pages[page] ?? []).map(({ block }) => block),
    ...pageButtons({ request: request.id, page, plan }, pages.length),
  ];
  return {
    type: 'modal',
    callback_id: VIEW.calls,
    title: { type: 'plain_text', text: truncateForSlack(`Calls of ${request.id}`, 24) },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

/** At least one page. */
function toPages(items: readonly PlanItem[]): readonly (readonly PlanItem[])[] {
  const pages: PlanItem[][] = [[]];
  let length = 0;
  for (const item of items) {
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && (page.length === MAX_ITEMS || length + item.cost > MAX_LENGTH)) {
      pages.push([item]);
      length = item.cost;
    } else {
      page.push(item);
      length += item.cost;
    }
  }
  return pages;
}

function pageButtons(shown: CallsPage, count: number): readonly ActionsBlock[] {
  const { page } = shown;
  const elements = [
    ...(page === 0 ? [] : [button(ACTION.previousCalls, 'Previous', JSON.stringify({ ...shown, page: page - 1 }))]),
    ...(page === count - 1 ? [] : [button(ACTION.nextCalls, 'Next', JSON.stringify({ ...shown, page: page + 1 }))]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function planNumber({ history }: Request): number {
  return history.filter(({ type }) => type === 'plan-changed').length;
}

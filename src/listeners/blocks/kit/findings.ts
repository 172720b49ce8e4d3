import type { RichTextBlockElement } from '@slack/types';
import type { Evidence, Finding } from '../../../domain/plan/types.js';
import { fit } from './message.js';
import { bold, bullets, italic, foreignText, richSection, textCost, literal, type RichTextLeaf } from './rich.js';

const HEADINGS = [
  { severity: 'refusal', emoji: 'no_entry', heading: 'Not possible' },
  { severity: 'unknown', emoji: 'question', heading: 'Unknown' },
  { severity: 'warning', emoji: 'warning', heading: 'Warnings' },
  { severity: 'info', emoji: 'information_source', heading: 'Good to know' },
] as const satisfies readonly { severity: Finding['severity']; emoji: string; heading: string }[];

/** Findings by severity, the most severe first, each with its fix; as many as fit. */
export function findingLists(findings: readonly Finding[], budget: number): readonly RichTextBlockElement[] {
  const sorted = HEADINGS.flatMap(({ severity }) => findings.filter((finding) => finding.severity === severity));
  const { shown, hidden } = fit(sorted, (finding) => textCost(findingLine(finding)), budget);
  const lists = HEADINGS.flatMap(({ severity, emoji, heading }) => {
    const lines = shown.filter((finding) => finding.severity === severity).map(findingLine);
    return lines.length === 0
      ? []
      : [richSection({ type: 'emoji', name: emoji }, literal(' '), bold(heading)), bullets(lines)];
  });
  return hidden === 0 ? lists : [...lists, richSection(italic(`… ${hidden} more`))];
}

/** The evidence, as far as it fits. */
export function evidenceList(evidence: readonly Evidence[], budget: number): readonly RichTextBlockElement[] {
  if (evidence.length === 0) return [];
  const { shown, hidden } = fit(evidence, (each) => textCost(evidenceLine(each)), budget);
  const lines = [...shown.map(evidenceLine), ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])];
  return [bullets(lines)];
}

function evidenceLine({ label, value }: Evidence): readonly RichTextLeaf[] {
  return [bold(label, 60), literal(': '), foreignText(value, 400)];
}

function findingLine({ text, fix }: Finding): readonly RichTextLeaf[] {
  return [foreignText(text), ...(fix === undefined ? [] : [literal(' '), italic(fix)])];
}

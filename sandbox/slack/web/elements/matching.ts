import type { Option, OptionGroup } from './schema.js';

/** The options whose text contains the typed text. Empty groups are left out. */
export function matchingGroups(groups: readonly OptionGroup[], typed: string): readonly OptionGroup[] {
  const query = typed.trim().toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      options: group.options.filter((option) => option.text.text.toLowerCase().includes(query)),
    }))
    .filter(({ options }) => options.length > 0);
}

/** The chosen options after a press on one. */
export function toggleOption(
  chosen: readonly Option[],
  option: Option,
  { multiple, max }: { readonly multiple: boolean; readonly max: number | undefined },
): readonly Option[] {
  if (!multiple) return [option];
  if (isChosen(chosen, option)) return chosen.filter(({ value }) => value !== option.value);
  return max !== undefined && chosen.length >= max ? chosen : [...chosen, option];
}

export function isChosen(chosen: readonly Option[], option: Option): boolean {
  return chosen.some(({ value }) => value === option.value);
}

/** Writes the templates of `infra/cloudformation` into a directory, with the IAM documents filled in. */
export function renderTemplates(directory: string): void;

/** What actions need to know of a selected package. `draft`: the id of the draft that the list showed. */
export type SelectedPackage = { slug: string; title: string; draft: string | null }

/** The selected packages by slug. */
export type Selection = ReadonlyMap<string, SelectedPackage>

/** Returns the selection with some packages added, or without them. */
export function withSelected(
  selection: Selection,
  packages: readonly SelectedPackage[],
  isSelected: boolean,
): Selection {
  const changed = new Map(selection)
  for (const pkg of packages)
    if (isSelected) changed.set(pkg.slug, pkg)
    else changed.delete(pkg.slug)
  return changed
}

/** One side of a line of a diff: its number in the text, from 1, and its words. */
export type Side = { number: number; text: string }

/** A row of a diff. Null: the line is not on that side. A number: so many equal lines are left out. */
export type DiffRow = { before: Side | null; after: Side | null; isSame: boolean } | number

/** Reads a unified diff of one file as rows with both sides. Removed and added lines of one place stand side by side. */
export function readPatch(patch: string): DiffRow[] {
  const rows: DiffRow[] = []
  let [removed, added]: [Side[], Side[]] = [[], []]
  let [oldNumber, newNumber] = [1, 1]
  const pair = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push({ before: removed[index] ?? null, after: added[index] ?? null, isSame: false })
    ;[removed, added] = [[], []]
  }
  for (const line of patch.slice(Math.max(patch.indexOf('\n@@') + 1, 0)).split('\n')) {
    const [mark, text] = [line[0], line.slice(1)]
    if (mark === '-') removed.push({ number: oldNumber++, text })
    else if (mark === '+') added.push({ number: newNumber++, text })
    else if (mark === ' ') {
      pair()
      rows.push({ before: { number: oldNumber++, text }, after: { number: newNumber++, text }, isSame: true })
    } else if (mark === '@') {
      pair()
      const [, oldStart, newStart] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line) ?? []
      const skipped = Number(oldStart) - oldNumber
      if (skipped > 0) rows.push(skipped)
      ;[oldNumber, newNumber] = [Math.max(Number(oldStart), 1), Math.max(Number(newStart), 1)]
    }
  }
  pair()
  return rows
}

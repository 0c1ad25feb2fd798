import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { printLine } from '../../machine/progress.ts'
import type { Figure } from './figures.ts'
import { describeMachine, type Machine } from './machine.ts'
import { rowsOf, type SectionInfo, updateSection } from './section.ts'

/** Prints the figures of the cases that ran, and writes them into their section of BENCHMARKS.md, ordered as `order`. */
export function recordFigures(
  about: SectionInfo,
  order: readonly string[],
  machine: Machine,
  figures: Record<string, Figure[]>,
): void {
  const date = new Date().toISOString().slice(0, 10)
  const rows = Object.fromEntries(Object.entries(figures).map(([name, each]) => [name, rowsOf(date, name, each)]))
  const run = { date, machine: describeMachine(machine), rows }
  const file = join(root, 'BENCHMARKS.md')
  writeFileSync(file, updateSection(readFileSync(file, 'utf8'), order, run, about))
  printLine(`${Object.values(rows).flat().join('\n')}\n${run.machine}`)
}

import type { Figure } from './figures.ts'

const head = ['| date | case | figure | goal | result | |', '|---|---|---|---|---|---|']

/** Renders the table rows for the figures of a case. */
export const rowsOf = (date: string, name: string, figures: Figure[]): string[] =>
  figures.map(({ label, goal, result, isMet }) => {
    const verdict = isMet === null ? '' : isMet ? 'met' : '**missed**'
    return `| ${date} | \`${name}\` | ${label} | ${goal ?? '–'} | ${result} | ${verdict} |`
  })

/** The output of one benchmark run: its date, the machine, and the rows of the cases that ran. */
export type BenchRun = { date: string; machine: string; rows: Record<string, string[]> }

/** A section's heading, without `##`, and the text before its table. */
export type SectionInfo = { title: string; intro: string }

/**
 * Returns the text of BENCHMARKS.md with an updated section. Adds the section at the end if it is missing. Keeps the
 * rows of cases that did not run and the description of the machine they ran on.
 */
export function updateSection(text: string, order: readonly string[], run: BenchRun, about: SectionInfo): string {
  const heading = `## ${about.title}`
  const [before, old, after] = split(text, heading)
  const keptRows = order
    .filter(name => !run.rows[name])
    .map(name => [name, old.filter(line => caseOf(line) === name)] as const)
  const rows = { ...Object.fromEntries(keptRows), ...run.rows }
  const lines = order.flatMap(name => rows[name] ?? [])
  const hasRowOf = (line: string) => lines.some(row => row.startsWith(`| ${dateOf(line)} |`))
  const machines = [
    ...old.filter(line => dateOf(line) && dateOf(line) !== run.date && hasRowOf(line)),
    `${run.date}: ${run.machine}`,
  ]
  const section = [heading, '', about.intro, '', ...head, ...lines, '', ...machines.flatMap(line => [line, ''])]
  return `${[...before, ...section, ...after].join('\n').trimEnd()}\n`
}

const caseOf = (line: string) => /^\| \S+ \| `([\w-]+)` \|/.exec(line)?.[1]
const dateOf = (line: string) => /^(\d{4}-\d\d-\d\d): /.exec(line)?.[1]

function split(text: string, heading: string): [string[], string[], string[]] {
  const lines = text.trimEnd().split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) return [[...lines, ''], [], []]
  const next = lines.findIndex((line, number) => number > start && line.startsWith('## '))
  const end = next < 0 ? lines.length : next
  return [lines.slice(0, start), lines.slice(start, end), lines.slice(end)]
}

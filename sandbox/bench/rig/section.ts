import type { Figure } from './figures.ts'

const head = ['| date | case | figure | goal | result | |', '|---|---|---|---|---|---|']

/** The lines of a table for the figures of some cases. */
export const rowsOf = (date: string, name: string, figures: Figure[]): string[] =>
  figures.map(({ what, goal, result, isMet }) => {
    const verdict = isMet === null ? '' : isMet ? 'met' : '**missed**'
    return `| ${date} | \`${name}\` | ${what} | ${goal ?? '–'} | ${result} | ${verdict} |`
  })

/** What one run of the bench has to say: its date, what it ran on, and the rows of the cases that ran. */
export type BenchRun = { date: string; machine: string; rows: Record<string, string[]> }

/** A section's heading, without its `##`, and what it says before its table. */
export type SectionInfo = { title: string; intro: string }

/**
 * The text of BENCHMARKS.md with a section (by default `## sync`) brought up to date, or added at the end. Rows of cases that did not run stay, and
 * so does what is said of the machine on their day.
 */
export function updateSection(text: string, order: string[], run: BenchRun, about: SectionInfo = sync): string {
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

const sync: SectionInfo = {
  title: 'sync',
  intro: `Lectern and rclone in turn over the same Dropbox and the same S3, in one run. A ratio is one of medians; the rounds stand in parentheses.
Lectern's time goes from sending the click to the run's \`finished_at\`, with every content hash proved; rclone's from its start to its end,
with names and sizes compared. rclone reaches Dropbox through TLS, because it knows no other way, and Lectern here does not. Files a second while
copying: from the first change of the run's row to the last, read by SQL each 20 ms. «This S3»: the AWS SDK in a process of its own, from
memory, through the same front, 32 puts or 8 parts of 8 MiB at a time. Memory: the kernel's highest resident memory of a worker that was
started anew, over what it had while it was idle; MB are millions of bytes.`,
}

const caseOf = (line: string) => /^\| \S+ \| `(\w+)` \|/.exec(line)?.[1]
const dateOf = (line: string) => /^(\d{4}-\d\d-\d\d): /.exec(line)?.[1]

function split(text: string, heading: string): [string[], string[], string[]] {
  const lines = text.trimEnd().split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) return [[...lines, ''], [], []]
  const next = lines.findIndex((line, number) => number > start && line.startsWith('## '))
  const end = next < 0 ? lines.length : next
  return [lines.slice(0, start), lines.slice(start, end), lines.slice(end)]
}

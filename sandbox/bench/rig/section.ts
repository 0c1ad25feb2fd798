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
 * Returns the text of BENCHMARKS.md with an updated section, by default `## sync`. Adds the section at the end if it is
 * missing. Keeps the rows of cases that did not run and the description of the machine they ran on.
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
  intro: `Lectern and rclone take turns with the same Dropbox and the same S3, in one run. Ratios are ratios of medians; the rounds
are in parentheses. Lectern's time is from sending the click to the run's \`finished_at\`, with every content hash verified.
rclone's time is from its start to its end, with names and sizes compared. rclone reaches Dropbox through TLS, because it
supports nothing else; Lectern does not use TLS here. Files per second while copying: from the first change of the run's
row to the last, read by SQL every 20 ms. "This S3": the AWS SDK in a separate process, from memory, through the same
proxy, with 32 puts or 8 parts of 8 MiB at a time. Memory: the kernel's peak resident memory of a freshly started worker,
minus its idle memory. MB are millions of bytes.`,
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

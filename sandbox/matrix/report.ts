import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import type { BrowserName } from './browsers/browser.ts'
import { harmless } from './compare/harmless.ts'
import { type CellOutcome, countOutcomes } from './outcomes.ts'
import type { MatrixPage } from './page.ts'

const file = join(root, 'docs/player.md')
const [start, end] = ['<!-- matrix: written by npm run matrix -->', '<!-- end of the matrix -->']
const browserTitles: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' }

/** Returns the verdicts on a page's cells in one browser, such as "stream, 4 of 4". */
function summary(outcomes: CellOutcome[]): string {
  if (outcomes.length === 0) return '–'
  const { right } = countOutcomes(outcomes)
  const text = `${outcomes.some(({ streamed }) => streamed) ? 'stream' : 'file'}, ${right} of ${outcomes.length}`
  return right === outcomes.length ? text : `**${text}**`
}

const row = (cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`

function table(head: string[], rows: string[][]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** Returns the matrix as Markdown. Pages, scenarios, and failures are counted over all of their cells. */
export function matrixText(pages: MatrixPage[], outcomes: Map<BrowserName, CellOutcome[]>, seed: number): string {
  const columns = [...outcomes]
  const titles = columns.map(([name]) => browserTitles[name])
  const by = (select: (outcome: CellOutcome) => boolean) => columns.map(([, all]) => summary(all.filter(select)))
  const failureOf = ({ cell: { fault } }: CellOutcome) => (fault ? `${fault.kind}: ${fault.mode}` : 'none')
  const all = columns.flatMap(([, each]) => each)
  const scenarios = [...new Set(all.map(({ cell }) => cell.scenario.name))]
  const failures = [...new Set(all.map(failureOf))].sort()
  const sentences = columns.map(([name, each]) => {
    const { right, mayStream, streamed } = countOutcomes(each)
    return `- ${browserTitles[name]}: ${right} of ${each.length} cells are right. ${streamed} of ${mayStream} cells whose rules allow a stream had it.`
  })
  const allowances = pages.flatMap(({ name, allowed = [] }) =>
    allowed.map(each => `- \`${name}\`: ${each.what}. ${each.reason}`),
  )
  const days = all.map(({ day }) => day).sort()
  return [
    `Seed ${seed}, run from ${days[0]} to ${days.at(-1)}. “stream, 4 of 4” means: the stream played in at least one cell, and 4 of 4 cells were right.`,
    sentences.join('\n'),
    '### Pages',
    table(
      ['Page', 'What it does', 'Stays a file because of', ...titles],
      pages.map(page => [
        page.name,
        page.title,
        page.neverStreams ?? '',
        ...by(({ cell }) => cell.page.name === page.name),
      ]),
    ),
    '### What scripts and people do',
    table(
      ['Scenario', ...titles],
      scenarios.map(name => [name, ...by(({ cell }) => cell.scenario.name === name)]),
    ),
    '### Failures',
    table(
      ['Request: failure', ...titles],
      failures.map(name => [name, ...by(outcome => failureOf(outcome) === name)]),
    ),
    '### Harmless differences',
    [...harmless.map(({ what, reason }) => `- ${what}. ${reason}`), ...allowances].join('\n'),
  ].join('\n\n')
}

/** Writes the matrix between its markers in `docs/player.md`, or at its end. */
export function writeMatrix(text: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# The player\n'
  const block = `${start}\n\n${text}\n\n${end}`
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  const after =
    from >= 0 && to > from
      ? before.slice(0, from) + block + before.slice(to + end.length)
      : `${before.trimEnd()}\n\n## The matrix\n\n${block}\n`
  writeFileSync(file, after)
}

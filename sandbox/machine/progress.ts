const plainIntervalMs = 10_000
const spinner = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇']

type Step = { title: string; startedAt: number; lastPrintedAt: number; done?: number; total?: number }

const running = new Set<Step>()
let timer: NodeJS.Timeout | undefined
let frame = 0

const isTty = () => process.stdout.isTTY === true
const elapsedSeconds = (step: Step) => Math.round((Date.now() - step.startedAt) / 1000)

/** Renders a bar of 20 cells and the percentage, for a step whose total is known. */
export function progressBar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const filledCells = Math.round(share * 20)
  return `${'█'.repeat(filledCells)}${'░'.repeat(20 - filledCells)} ${Math.floor(share * 100)} %`
}

function describeStep(step: Step): string {
  if (Date.now() - step.startedAt < 2000) return step.title
  return step.total
    ? `${step.title} ${progressBar(step.done ?? 0, step.total)}`
    : `${step.title} ${elapsedSeconds(step)} s`
}

function draw() {
  if (isTty()) {
    const line = [...running].map(describeStep).join(' · ')
    const visible = line.slice(0, Math.max(20, (process.stdout.columns ?? 80) - 3))
    process.stdout.write(`\r\x1b[2K${running.size ? `${spinner[frame++ % spinner.length]} ${visible}` : ''}`)
    return
  }
  for (const step of running) {
    if (Date.now() - step.lastPrintedAt < plainIntervalMs) continue
    step.lastPrintedAt = Date.now()
    process.stdout.write(`  ${describeStep(step)} …\n`)
  }
}

/** Prints one permanent line above the progress display. */
export function printLine(line: string): void {
  process.stdout.write(isTty() ? `\r\x1b[2K${line}\n` : `${line}\n`)
  if (isTty() && running.size) draw()
}

/**
 * Runs `work` and shows its progress. After 2 seconds it shows the elapsed time or, once `work` has reported a total, a
 * bar. Without a terminal it prints a plain line at the start and another every 10 seconds. Several can run at once.
 * Rethrows what `work` throws.
 */
export async function withProgress<T>(
  title: string,
  work: (report: (done: number, total: number) => void) => Promise<T>,
) {
  const current: Step = { title, startedAt: Date.now(), lastPrintedAt: Date.now() }
  running.add(current)
  if (!isTty()) process.stdout.write(`${title} …\n`)
  timer ??= setInterval(draw, isTty() ? 120 : 1000)
  timer.unref()
  let hasSucceeded = false
  try {
    const result = await work((done, total) => Object.assign(current, { done, total }))
    hasSucceeded = true
    return result
  } finally {
    running.delete(current)
    if (!running.size) {
      clearInterval(timer)
      timer = undefined
      if (isTty()) process.stdout.write('\r\x1b[2K')
    }
    if (hasSucceeded && elapsedSeconds(current) >= 2) printLine(`✓ ${title} (${elapsedSeconds(current)} s)`)
  }
}

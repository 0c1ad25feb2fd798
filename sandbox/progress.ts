const plainEvery = 10_000
const spinner = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇']

type Step = { title: string; since: number; said: number; done?: number; total?: number }

const running = new Set<Step>()
let timer: NodeJS.Timeout | undefined
let frame = 0

const tty = () => process.stdout.isTTY === true
const seconds = (step: Step) => Math.round((Date.now() - step.since) / 1000)

/** A bar of twenty cells with the share in per cent, for a step whose total is known. */
export function bar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const full = Math.round(share * 20)
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)} ${Math.floor(share * 100)} %`
}

function state(step: Step): string {
  if (Date.now() - step.since < 2000) return step.title
  return step.total ? `${step.title} ${bar(step.done ?? 0, step.total)}` : `${step.title} ${seconds(step)} s`
}

function draw() {
  if (tty()) {
    const line = [...running].map(state).join(' · ')
    const shown = line.slice(0, Math.max(20, (process.stdout.columns ?? 80) - 3))
    process.stdout.write(`\r\x1b[2K${running.size ? `${spinner[frame++ % spinner.length]} ${shown}` : ''}`)
    return
  }
  for (const step of running) {
    if (Date.now() - step.said < plainEvery) continue
    step.said = Date.now()
    process.stdout.write(`  ${state(step)} …\n`)
  }
}

/** Prints one line for good, above whatever is being drawn. */
export function say(line: string): void {
  process.stdout.write(tty() ? `\r\x1b[2K${line}\n` : `${line}\n`)
  if (tty() && running.size) draw()
}

/**
 * Does one piece of work and says so while it lasts. After two seconds it shows the time gone by or, once `work` has
 * reported a total, a bar; without a terminal there is a plain line at the start and another each ten seconds. Several
 * may run at once. What `work` throws is thrown on.
 */
export async function step<T>(title: string, work: (report: (done: number, total: number) => void) => Promise<T>) {
  const mine: Step = { title, since: Date.now(), said: Date.now() }
  running.add(mine)
  if (!tty()) process.stdout.write(`${title} …\n`)
  timer ??= setInterval(draw, tty() ? 120 : 1000)
  timer.unref()
  let ended = false
  try {
    const result = await work((done, total) => Object.assign(mine, { done, total }))
    ended = true
    return result
  } finally {
    running.delete(mine)
    if (!running.size) {
      clearInterval(timer)
      timer = undefined
      if (tty()) process.stdout.write('\r\x1b[2K')
    }
    if (ended && seconds(mine) >= 2) say(`✓ ${title} (${seconds(mine)} s)`)
  }
}

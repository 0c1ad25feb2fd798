import { type ChildProcess, spawn } from 'node:child_process'

// Reads lines, each the complete list of process groups; when its input ends (we are gone, however) it ends the last list.
const script = `
groups=
while read -r line; do groups=$line; done
for group in $groups; do kill -s TERM -- -$group 2>/dev/null; done
for wait in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for group in $groups; do kill -s 0 -- -$group 2>/dev/null && left=yes; done
  [ -z "$left" ] && exit
  sleep 1
done
for group in $groups; do kill -s KILL -- -$group 2>/dev/null; done
`

/**
 * Sees to it that child processes end even when this process is killed outright: a shell holds the other end of a pipe
 * and, when that closes, ends the groups it was told of. Children stand in groups of their own, so a terminal's Ctrl-C
 * reaches neither them nor the shell.
 */
export class ProcessReaper {
  #shell: ChildProcess | undefined

  /** The process groups that must not outlive us, in place of those named before. */
  setGroups(groups: number[]): void {
    if (!this.#shell) {
      if (groups.length === 0) return
      this.#shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
      this.#shell.stdin?.on('error', () => {})
      this.#shell.unref()
      // The pipe must not keep this process alive either.
      ;(this.#shell.stdin as { unref?: () => void }).unref?.()
    }
    this.#shell.stdin?.write(`${groups.join(' ')}\n`)
  }

  /** Lets the shell go; to be called when every child has ended. */
  async release(): Promise<void> {
    const shell = this.#shell
    this.#shell = undefined
    if (!shell || shell.exitCode !== null) return
    shell.ref()
    const ended = new Promise(resolve => shell.once('exit', resolve))
    shell.stdin?.end('\n')
    await ended
  }
}

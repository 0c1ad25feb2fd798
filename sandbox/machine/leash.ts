import { type ChildProcess, spawn } from 'node:child_process'

// Reads lines, each with the complete list of process groups. When its input ends, because the parent process is gone
// for whatever reason, it terminates the groups of the last line.
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
 * Terminates child processes even when this process is killed with SIGKILL. A shell reads from a pipe and, when the
 * pipe closes, terminates the process groups that it was given. Children run in process groups of their own, so Ctrl-C
 * in a terminal reaches neither them nor the shell.
 */
export class ProcessReaper {
  #shell: ChildProcess | undefined

  /** Replaces the list of process groups that must not outlive this process. */
  setGroups(groups: number[]): void {
    if (!this.#shell) {
      if (groups.length === 0) return
      this.#shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
      this.#shell.stdin?.on('error', () => {})
      this.#shell.unref()
      // The pipe must not keep this process alive.
      ;(this.#shell.stdin as { unref?: () => void }).unref?.()
    }
    this.#shell.stdin?.write(`${groups.join(' ')}\n`)
  }

  /** Ends the shell. Call this when every child has exited. */
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

import { type ChildProcess, execFile } from 'node:child_process'

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Runs a program with exactly this environment and returns its stdout. Throws with its output when it fails. Kills it
 * when this process exits.
 */
export function outputOf(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { env, maxBuffer: 1 << 26 }, (error, stdout) => {
      running.delete(child)
      if (error) reject(error)
      else resolve(stdout)
    })
    running.add(child)
  })
}

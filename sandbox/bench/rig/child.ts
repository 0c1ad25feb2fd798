import { type ChildProcess, execFile } from 'node:child_process'

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Runs a program to its end in just this environment, and gives what it printed; one that fails throws what it said. It ends with this process at the latest. */
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

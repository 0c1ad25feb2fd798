import { type ChildProcess, execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The path of the repository. */
export const root = join(import.meta.dirname, '../..')

/** Returns the environment for our own tools. Its PATH starts with the pinned Node and the packages' commands. */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
})

const runningChildren = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of runningChildren) child.kill()
})

/** The outcome of a command. `output` is stdout followed by stderr. */
export type CommandResult = { ok: boolean; output: string }

/**
 * Runs a command in the repository, or in `cwd` relative to it, and waits for its end. Never throws: a failure is
 * reported in the result. A command that is still running when this process exits is killed.
 */
export function runCommand(
  argv: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const [file = '', ...args] = argv
  const { cwd = '.', env = {} } = options
  const settings = { cwd: join(root, cwd), env: { ...toolEnv(), ...env }, maxBuffer: 1 << 28 }
  return new Promise(resolve => {
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      runningChildren.delete(child)
      const output = `${stdout}${stderr}`.trim()
      resolve({ ok: !error, output: output || (error ? error.message : '') })
    })
    runningChildren.add(child)
  })
}

import { accessSync, constants, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { acquireLock } from '../machine/lock.ts'
import { describePortConflict } from '../machine/ports.ts'
import { Problem } from '../machine/problem.ts'
import { Processes } from '../machine/processes.ts'
import { printLine } from '../machine/progress.ts'
import { startLectern } from './lectern.ts'
import { adminUrl } from './product.ts'
import { type SandboxFile, sandboxFilePath, writeSandboxFile } from './sandbox-file.ts'
import { readSettings, type Settings } from './settings.ts'

// `npm start`: runs a complete Lectern on this machine until Ctrl-C.

function printError(error: unknown) {
  console.error(error instanceof Problem ? error.message : error)
}

function createDataFolder(data: string) {
  try {
    mkdirSync(data, { recursive: true })
    accessSync(data, constants.W_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Problem(
      `Lectern cannot write to its data folder ${data} (${code}). Make it writable, or set LECTERN_DATA to another folder.`,
    )
  }
}

async function claimDataFolder({ data, port, contentPort }: Settings): Promise<string> {
  createDataFolder(data)
  const lock = join(data, 'lectern.lock')
  const owner = acquireLock(lock)
  if (owner !== undefined) {
    throw new Problem(
      `Lectern is already running with the data in ${data} (process ${owner}). Stop that process, or set LECTERN_DATA to another folder.`,
    )
  }
  const portChecks = [
    describePortConflict(port, 'LECTERN_PORT'),
    describePortConflict(contentPort, 'LECTERN_CONTENT_PORT'),
  ]
  const problems = (await Promise.all(portChecks)).filter(problem => problem !== undefined)
  if (problems.length) {
    rmSync(lock, { force: true })
    throw new Problem(problems.join('\n'))
  }
  rmSync(sandboxFilePath(data), { force: true })
  return lock
}

async function start() {
  const settings = readSettings(process.env, root)
  const { data } = settings
  const lock = await claimDataFolder(settings)
  let describe: (() => SandboxFile) | undefined
  let isEnding = false
  const processes = new Processes(join(data, 'logs'), restartedName => {
    if (isEnding) return
    if (restartedName)
      printLine(`${restartedName} exited and was restarted. See its log: ${processes.logPathOf(restartedName)}`)
    if (describe) writeSandboxFile(data, describe())
  })

  async function shutDown(code: number) {
    if (isEnding) return
    isEnding = true
    await processes.stopAll().catch(printError)
    rmSync(sandboxFilePath(data), { force: true })
    rmSync(lock, { force: true })
    process.exit(code)
  }
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, () => shutDown(0))
  process.channel?.unref()

  try {
    describe = await startLectern(settings, processes)
    if (isEnding) return
    const sandbox = describe()
    writeSandboxFile(data, sandbox)
    printLine(`Dropbox folder: ${settings.dropboxFolder}`)
    printLine(`Sign in as its author: ${sandbox.signIn}`)
    printLine(`Lectern is ready: ${adminUrl(settings.port)}`)
  } catch (error) {
    if (!isEnding) printError(error)
    await shutDown(1)
  }
}

await start().catch(error => {
  printError(error)
  process.exitCode = 1
})

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isProcessAlive } from './lock.ts'
import { Processes, type ProcessSpec } from './processes.ts'

let folder: string
let processes: Processes
let changes = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-processes-'))
  processes = new Processes(folder, () => changes++)
})

afterEach(async () => {
  await processes.stopAll()
  rmSync(folder, { recursive: true, force: true })
})

/** Describes a Node process that sends `ready`, runs `code`, and appends its name to the file `ends` on SIGTERM. */
function node(name: string, code = ''): ProcessSpec {
  const file = join(folder, `${name}.mjs`)
  const ends = join(folder, 'ends')
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs'
    process.on('SIGTERM', () => { appendFileSync('${ends}', '${name} '); process.exit(0) })
    setInterval(() => {}, 1000)
    process.send?.('ready')
    ${code}`,
  )
  return { name, command: process.execPath, args: [file], env: process.env, ready: 'message' }
}

async function until(condition: () => boolean, timeoutMs: number) {
  const deadline = Date.now() + timeoutMs
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`The condition was not met within ${timeoutMs} ms`)
    await sleep(10)
  }
}

test('Processes restarts a killed process within 2 seconds, every time', async () => {
  await processes.start(node('one'))
  for (let i = 0; i < 3; i++) {
    const before = processes.pids.one!
    const changesBefore = changes
    process.kill(before, 'SIGKILL')
    await until(() => processes.pids.one !== before && isProcessAlive(processes.pids.one!), 2000)
    expect(changes).toBeGreaterThan(changesBefore)
  }
})

test('stopAll stops all processes in reverse order', async () => {
  await processes.start(node('first'))
  await processes.start(node('second'))
  await processes.start(node('third'))
  const pids = Object.values(processes.pids)
  await processes.stopAll()
  expect(readFileSync(join(folder, 'ends'), 'utf8')).toBe('third second first ')
  expect(pids.filter(isProcessAlive)).toEqual([])
})

test('stop also kills the rest of the process group', async () => {
  const child = `import('node:child_process').then(({ spawn }) => console.log('child', spawn('sleep', ['60']).pid))`
  await processes.start(node('parent', child))
  const log = processes.logPathOf('parent')
  await until(() => readFileSync(log, 'utf8').includes('child'), 3000)
  const pid = Number(/child (\d+)/.exec(readFileSync(log, 'utf8'))![1])
  expect(isProcessAlive(pid)).toBe(true)
  await processes.stop('parent')
  await until(() => !isProcessAlive(pid), 2000)
})

test('start fails with the last lines of the log when the process exits during startup', async () => {
  const spec = { ...node('broken'), args: ['-e', 'console.error("no luck"); process.exit(3)'] }
  await expect(processes.start(spec)).rejects.toThrow(
    `broken exited during startup. Last lines of its log ${join(folder, 'broken.log')}:\nno luck`,
  )
  expect(readFileSync(processes.logPathOf('broken'), 'utf8')).toContain('no luck')
  expect(processes.pids).toEqual({})
})

test('start fails with a message when the command does not exist', async () => {
  const spec = { ...node('absent'), command: join(folder, 'absent') }
  await expect(processes.start(spec)).rejects.toThrow('absent could not be started')
})

test('start rotates a log that has grown larger than 20 MB', async () => {
  writeFileSync(processes.logPathOf('big'), Buffer.alloc(21 * 1024 * 1024))
  await processes.start(node('big'))
  expect(readFileSync(processes.logPathOf('big')).length).toBe(0)
  expect(readFileSync(`${processes.logPathOf('big')}.1`).length).toBe(21 * 1024 * 1024)
})

test('children exit even when their parent is killed with SIGKILL', async () => {
  const parent = join(folder, 'parent.mjs')
  writeFileSync(
    parent,
    `import { Processes } from ${JSON.stringify(join(import.meta.dirname, 'processes.ts'))}
    const processes = new Processes(${JSON.stringify(folder)})
    const ready = async () => {}
    await processes.start({ name: 'sleeper', command: 'sleep', args: ['60'], env: process.env, ready })
    console.log(processes.pids.sleeper)`,
  )
  const child = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = Number(await new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data)))))
  expect(isProcessAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await until(() => !isProcessAlive(pid), 4000)
})

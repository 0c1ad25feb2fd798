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

/** A Node process that says it is ready, does `code`, and writes its name down when it is asked to end. */
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

async function until(what: () => boolean, within: number) {
  const end = Date.now() + within
  while (!what()) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await sleep(10)
  }
}

test('a process that is killed runs again within two seconds, each time', async () => {
  await processes.start(node('one'))
  for (let i = 0; i < 3; i++) {
    const before = processes.pids.one!
    const told = changes
    process.kill(before, 'SIGKILL')
    await until(() => processes.pids.one !== before && isProcessAlive(processes.pids.one!), 2000)
    expect(changes).toBeGreaterThan(told)
  }
})

test('all end in reverse order and none is left', async () => {
  await processes.start(node('first'))
  await processes.start(node('second'))
  await processes.start(node('third'))
  const pids = Object.values(processes.pids)
  await processes.stopAll()
  expect(readFileSync(join(folder, 'ends'), 'utf8')).toBe('third second first ')
  expect(pids.filter(isProcessAlive)).toEqual([])
})

test('what a process leaves in its group ends with it', async () => {
  const child = `import('node:child_process').then(({ spawn }) => console.log('child', spawn('sleep', ['60']).pid))`
  await processes.start(node('parent', child))
  const log = processes.logPathOf('parent')
  await until(() => readFileSync(log, 'utf8').includes('child'), 3000)
  const pid = Number(/child (\d+)/.exec(readFileSync(log, 'utf8'))![1])
  expect(isProcessAlive(pid)).toBe(true)
  await processes.stop('parent')
  await until(() => !isProcessAlive(pid), 2000)
})

test('a process that ends while it starts is a sentence with its log', async () => {
  const wanted = { ...node('broken'), args: ['-e', 'console.error("no luck"); process.exit(3)'] }
  await expect(processes.start(wanted)).rejects.toThrow(
    `broken ended while it started. Its log is ${join(folder, 'broken.log')} and ends so:\nno luck`,
  )
  expect(readFileSync(processes.logPathOf('broken'), 'utf8')).toContain('no luck')
  expect(processes.pids).toEqual({})
})

test('a command that is not there is a sentence', async () => {
  const wanted = { ...node('absent'), command: join(folder, 'absent') }
  await expect(processes.start(wanted)).rejects.toThrow('absent could not be started')
})

test('a log that has grown too large is put aside at the start', async () => {
  writeFileSync(processes.logPathOf('big'), Buffer.alloc(21 * 1024 * 1024))
  await processes.start(node('big'))
  expect(readFileSync(processes.logPathOf('big')).length).toBe(0)
  expect(readFileSync(`${processes.logPathOf('big')}.1`).length).toBe(21 * 1024 * 1024)
})

test('children end even when their starter is killed outright', async () => {
  const starter = join(folder, 'starter.mjs')
  writeFileSync(
    starter,
    `import { Processes } from ${JSON.stringify(join(import.meta.dirname, 'processes.ts'))}
    const processes = new Processes(${JSON.stringify(folder)})
    const ready = async () => {}
    await processes.start({ name: 'sleeper', command: 'sleep', args: ['60'], env: process.env, ready })
    console.log(processes.pids.sleeper)`,
  )
  const child = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = Number(await new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data)))))
  expect(isProcessAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await until(() => !isProcessAlive(pid), 4000)
})

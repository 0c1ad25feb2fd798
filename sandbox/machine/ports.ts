import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { acquireLock } from './lock.ts'
import { Problem } from './problem.ts'

// The range is below the ephemeral ports of outgoing connections (Linux 32768 and up, macOS 49152 and up), so that no
// connection takes a component's port between its crash and its restart.
const minPort = 20_000
const maxPort = 32_000

// A port stays reserved for this process until it ends, even while no component listens on it yet or its component has
// just crashed. Otherwise another Lectern that starts at that time would find the port free.
const reservationFolder = join(tmpdir(), `lectern-ports-${userInfo().uid}`)
const reserved = new Set<number>()
process.once('exit', () => {
  for (const port of reserved) rmSync(join(reservationFolder, String(port)), { force: true })
})

function reserve(port: number): boolean {
  if (reserved.has(port) || acquireLock(join(reservationFolder, String(port))) !== undefined) return false
  reserved.add(port)
  return true
}

function tryListen(port: number, host: string): Promise<Server | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })
}

const closeServer = (server: Server) => new Promise<void>(resolve => server.close(() => resolve()))

/** Reserves `count` free ports on 127.0.0.1. No other Lectern gets them until this process ends. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = minPort + Math.floor(Math.random() * (maxPort - minPort))
    if (!reserve(port)) continue
    const server = await tryListen(port, '127.0.0.1')
    if (!server) continue
    await closeServer(server)
    ports.push(port)
  }
  return ports
}

/** Reserves one free port on 127.0.0.1 until this process ends. */
export const freePort = async (): Promise<number> => (await freePorts(1))[0]!

async function describePortOwner(port: number): Promise<string> {
  const options = { encoding: 'utf8', timeout: 2000 } as const
  const run = promisify(execFile)
  const lsof = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fcp'], options).catch(() => undefined)
  const [, pid, name] = /p(\d+)[\s\S]*?\nc(.+)/.exec(lsof?.stdout ?? '') ?? []
  if (pid) return ` by ${name} (process ${pid})`
  const ss = await run('ss', ['-ltnpH', `sport = :${port}`], options).catch(() => undefined)
  const match = /\("([^"]+)",pid=(\d+)/.exec(ss?.stdout ?? '')
  return match ? ` by ${match[1]} (process ${match[2]})` : ''
}

/**
 * Checks whether `port` is free on 127.0.0.1. Resolves to undefined when it is, else to a message that names the
 * program that uses it and says how to choose another port with the environment variable `setting`.
 */
export async function describePortConflict(port: number, setting: string): Promise<string | undefined> {
  const server = await tryListen(port, '127.0.0.1')
  if (server) {
    await closeServer(server)
    return undefined
  }
  const owner = await describePortOwner(port)
  return `Port ${port} is in use${owner}. Stop that program, or start Lectern with ${setting}=${port + 10}.`
}

/** Throws a Problem with the message of `describePortConflict` when `port` is in use. */
export async function requireFreePort(port: number, setting: string): Promise<void> {
  const problem = await describePortConflict(port, setting)
  if (problem) throw new Problem(problem)
}

import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { describePortConflict, freePort, freePorts } from './ports.ts'

test('freePorts returns distinct ports that are free', async () => {
  const ports = await freePorts(20)
  expect(new Set(ports).size).toBe(20)
  for (const port of ports) expect(await describePortConflict(port, 'LECTERN_PORT')).toBeUndefined()
})

test('describePortConflict says what to do when a port is in use', async () => {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  try {
    expect(await describePortConflict(port, 'LECTERN_CONTENT_PORT')).toMatch(
      new RegExp(
        `^Port ${port} is in use( by .+)?\\. Stop that program, or start Lectern with LECTERN_CONTENT_PORT=${port + 10}\\.$`,
      ),
    )
  } finally {
    server.close()
  }
})

test('freePorts never returns a reserved port again, in this process or in another', async () => {
  const ports = new Set(await freePorts(300))
  const code = `import { freePorts } from './ports.ts'; console.log(JSON.stringify(await freePorts(3000)))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    maxBuffer: 1 << 20,
  })
  const others: number[] = [...(await freePorts(300)), ...JSON.parse(stdout)]
  expect(others.filter(port => ports.has(port))).toEqual([])
})

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../machine/command.ts'
import { collectorOption, internalErrors, readAnsweredErrors } from './answered-errors.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern answered ä-'))
  mkdirSync(join(folder, 'server'))
  mkdirSync(join(folder, 'errors'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an internal that a server in another process answers is found, and each error only once', () => {
  const program = join(folder, 'server/main.ts')
  writeFileSync(
    program,
    `import { createServer } from 'node:http'
    import { GraphQLError } from 'graphql'
    const server = createServer((request, response) => {
      response.setHeader('x-request-id', String(Math.random()))
      if (request.url === '/api') {
        const error = new GraphQLError('Prisma failed', { extensions: { code: 'INTERNAL', requestId: Math.random() } })
        response.end(JSON.stringify({ errors: [error] }))
      } else response.writeHead(request.url === '/missing' ? 404 : 500).end(\`Cannot open /opt/lectern\${request.url}\`)
    }).listen(0, '127.0.0.1', async () => {
      const { port } = server.address()
      for (const path of ['/api', '/api', '/secret', '/missing', '/secret'])
        await fetch(\`http://127.0.0.1:\${port}\${path}\`).then(response => response.text())
      process.exit()
    })`,
  )
  const errors = join(folder, 'errors')
  const env = { ...process.env, NODE_OPTIONS: collectorOption(errors) }
  const { status, stderr } = spawnSync(process.execPath, [program], { env, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(internalErrors(readAnsweredErrors(errors))).toEqual([
    'the name of a library: {"message":"Prisma failed","extensions":{"code":"INTERNAL"}}',
    'a path of the server: {"status":500,"text":"Cannot open /opt/lectern/secret"}',
    'a path of the server: {"status":404,"text":"Cannot open /opt/lectern/missing"}',
  ])
})

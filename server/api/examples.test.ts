import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createToken, type NewToken } from '@lectern/domain/access/api-tokens'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { buildBackEnd } from '../../workflows/test/back-end.ts'
import { openApp } from '../app.ts'
import { readServerConfiguration } from '../configuration.ts'
import { testSettings } from '../test/server.ts'

/** Writes the programs of `docs/api.md` to a folder. Returns a function that runs one. */
async function openExamples(env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-examples-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const text = await readFile(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
  for (const [, name, program] of text.matchAll(/^```js (\S+\.mjs)\n(.*?)^```$/gms))
    await writeFile(join(folder, name!), program!)
  return async (name: string, token: string, ...args: string[]) => {
    const options = { env: { PATH: process.env.PATH, ...env, LECTERN_TOKEN: token } }
    return (await promisify(execFile)(process.execPath, [join(folder, name), ...args], options)).stdout
  }
}

test('the examples of docs/api.md publish a package and list it, with the tokens that they name', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '<html><head></head><body><h1>Optics</h1></body></html>' })
  const { database, databaseUrl, pkg, settings } = backEnd
  const configuration = { ...readServerConfiguration(testSettings(databaseUrl, await freePorts(2))), ...settings }
  const app = await openApp(configuration, pino({ level: 'silent' }))
  onTestFinished(() => app.close())
  const token = async (input: Omit<NewToken, 'name'>) =>
    (await change(database, systemActor, tx => createToken(tx, systemActor, { name: 'example', ...input }))).secret
  const production = await database.environment.findFirstOrThrow({ where: { slug: 'production' } })
  const [ci, portal] = [
    await token({ role: 'PUBLISHER', package: pkg }),
    await token({ role: 'AUDITOR', environment: production }),
  ]

  const run = await openExamples({ LECTERN_URL: configuration.LECTERN_ADMIN_URL, BUILD_NUMBER: '7' })
  expect(await run('portal.mjs', portal, 'production')).toBe('')
  const url = `${configuration.LECTERN_CONTENT_URL}/production/${pkg.slug}/`
  const published = await run('publish.mjs', ci, pkg.slug, 'production')
  expect(published).toMatch(/^SUCCEEDED: \d+ files copied\n/)
  expect(published).toContain(`Release 1 is at ${url}`)
  // The same build again does not publish again.
  expect(await run('publish.mjs', ci, pkg.slug, 'production')).toContain('Release 1 is at')
  expect(await database.publication.count()).toBe(1)

  await database.package.update({ where: { id: pkg.id }, data: { title: 'Light & <Lenses>' } })
  expect(await run('portal.mjs', portal, 'production')).toBe(
    `<li><a href="${url}">Light &#38; &#60;Lenses&#62;</a>  (release 1)</li>\n`,
  )
  expect(await run('portal.mjs', portal, 'staging')).toBe('')
  await expect(run('publish.mjs', ci, 'there-is-none', 'production')).rejects.toThrow('NOT_FOUND')
  await expect(run('publish.mjs', portal, pkg.slug, 'production')).rejects.toThrow('FORBIDDEN')
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPlayerFiles } from './player-files.ts'

const installedPackage = createRequire(import.meta.url).resolve('@lectern/player/package.json')
const exported = Object.keys(JSON.parse(readFileSync(installedPackage, 'utf8')).exports as object)
const copied = exported.filter(path => path.endsWith('.js') && path !== './banner.js').map(path => path.slice(2))

/** Writes a player's package with the same exports, of which only some are built. Returns the path of its package.json. */
function buildPlayer(built: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-player-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of built) writeFileSync(join(folder, name), name)
  const exports = Object.fromEntries(exported.map(path => [path, path]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ exports }))
  return join(folder, 'package.json')
}

test('reads all files of the player but the banner of drafts', async () => {
  const files = await readPlayerFiles(buildPlayer(copied))
  expect(files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual(copied.map(name => [name, name]))
})

test.each(copied)('rejects a player without %s, with what to do', async missing => {
  const player = buildPlayer(['banner.js', ...copied.filter(name => name !== missing)])
  const message = `The player is not built: ${missing} is missing. Run npm run generate, then start the worker again.`
  await expect(readPlayerFiles(player)).rejects.toThrow(message)
})

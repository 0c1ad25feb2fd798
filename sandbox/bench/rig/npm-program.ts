import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { cacheFolder } from '../../programs/wheels.ts'

/**
 * Installs a program from npm into the cache folder, unless it is there, with the other packages that it needs. `file`:
 * its path in its package. Returns the path of the program. Throws a Problem where npm cannot install it.
 */
export async function installFromNpm(name: string, version: string, file: string, others: string[] = []) {
  const folder = join(cacheFolder(), `${name}-${version}`)
  const program = join('node_modules', name, file)
  if (existsSync(join(folder, program))) return join(folder, program)
  mkdirSync(cacheFolder(), { recursive: true })
  const temp = mkdtempSync(join(cacheFolder(), `.${name}-`))
  try {
    writeFileSync(join(temp, 'package.json'), '{ "private": true }')
    const packages = [`${name}@${version}`, ...others]
    const args = ['install', '--prefix', temp, '--no-audit', '--no-fund', '--loglevel=error', ...packages]
    const { ok, output } = await runCommand(['npm', ...args])
    if (!ok) throw new Problem(`${output}\nnpm could not install ${name} ${version}. See the output above.`)
    renameSync(temp, folder)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
  return join(folder, program)
}

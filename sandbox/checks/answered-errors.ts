import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../machine/command.ts'
import { internalsIn } from './internals.ts'

/** The option of Node with which a process, or those that it starts, write the errors that they answer as servers. */
export function collectorOption(folder: string): string {
  const collector = pathToFileURL(join(root, 'sandbox/checks/collect-in-servers.mjs'))
  collector.searchParams.set('folder', folder)
  return `--import=${collector}`
}

/** Reads the different errors in a folder, each as JSON. */
export const readAnsweredErrors = (folder: string): string[] => [
  ...new Set(readdirSync(folder).flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))),
]

/** Returns the errors that show something internal, each after the name of what it shows. */
export const internalErrors = (errors: readonly string[]): string[] =>
  errors.flatMap(error =>
    internalsIn(error.replaceAll('\\n', '\n').replaceAll('\\"', '"')).map(name => `${name}: ${error}`),
  )

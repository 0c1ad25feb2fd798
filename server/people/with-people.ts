import { connectionProblem } from '@lectern/domain/connection-problem'
import { type Database, openDatabase } from '@lectern/domain/database'
import { readConfiguration } from '@lectern/workflows/cloud-settings'
import { type SignInSettings, signInSettings } from '../configuration.ts'

const maxConnections = 2

/** The settings and database of a command about people. */
export type CommandContext = { settings: SignInSettings; database: Database }

/**
 * Runs a command and prints its result as one line of JSON. If it fails, prints the message and exits with status 1.
 */
export async function withPeople(command: (context: CommandContext) => Promise<object>): Promise<void> {
  try {
    const settings = readConfiguration(signInSettings, process.env)
    const problem = await connectionProblem('DATABASE_URL', settings.DATABASE_URL, 'audit_event')
    if (problem !== null) throw new Error(problem)
    const database = openDatabase(settings.DATABASE_URL, maxConnections)
    try {
      console.log(JSON.stringify(await command({ settings, database })))
    } finally {
      await database.$disconnect()
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

import { type Database, openDatabase } from '@lectern/domain/database'
import type { SignInSettings } from '../configuration.ts'

/** What a command about people works with. */
export type CommandContext = { settings: SignInSettings; database: Database }

/** Runs a command and prints its answer as one line of JSON; a failure is one sentence, and status 1. */
export async function withPeople(
  settings: SignInSettings,
  command: (context: CommandContext) => Promise<object>,
): Promise<void> {
  const database = openDatabase(settings.DATABASE_URL, 2)
  try {
    console.log(JSON.stringify(await command({ settings, database })))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await database.$disconnect()
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs before all tests: creates the folder for the errors that servers answer. Returns a function that deletes it. */
export default function setup(): (() => void) | undefined {
  // Each project of a run calls this.
  if (process.env.LECTERN_TEST_ERRORS) return
  const folder = mkdtempSync(join(tmpdir(), 'lectern-errors-'))
  process.env.LECTERN_TEST_ERRORS = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

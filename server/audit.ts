import { verifyLog } from '@lectern/domain/audit/verify-log'
import { readCommandLine } from '@lectern/domain/command-line'
import { withPeople } from './people/with-people.ts'

const usage =
  'node server/audit.ts verify: verifies the audit log and prints the first event that was changed, added, moved, or is missing. Exits with 1 when there is one.'
const { words } = readCommandLine({ usage, options: {}, maxWords: 1 })
if (words[0] !== 'verify') {
  console.error(words[0] === undefined ? usage : `Unknown argument "${words[0]}".\n${usage}`)
  process.exit(2)
}

// Prints one line of JSON: {"ok": true, "events": 12, "from": "1", "to": "12", "problem": null}.
await withPeople(async ({ database }) => {
  const { events, from, to, problem } = await verifyLog(database)
  if (problem) process.exitCode = 1
  return { ok: problem === null, events, from: from && String(from), to: to && String(to), problem }
})

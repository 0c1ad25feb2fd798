// Verifies an export of the audit log as JSON lines, with nothing but Node (18 or newer):
//
//   node verify-audit-export.mjs lectern-audit-2026-11-30.jsonl [--key <public key in hex>]
//
// Each event's hash covers the hash before it and the exact text of the event. A checkpoint is signed (Ed25519) over four
// lines: "lectern audit checkpoint", the number of an event, its hash, and its time. With --key, each signature must be of
// that key, and there must be one. Exits with 0 when everything fits, and with 1 when something does not.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const [file, option, expectedKey] = process.argv.slice(2)
if (!file || (option !== undefined && (option !== '--key' || !expectedKey))) {
  console.error('node verify-audit-export.mjs <file> [--key <public key in hex>]')
  process.exit(2)
}

const linePattern = /^\{"previousHash":"([0-9a-f]*)","hash":"([0-9a-f]{64})","event":(\{.*\})\}$/
const problems = []
const hashes = new Map()
let [header, end, last, gaps, checkpoints] = [null, null, null, 0, 0]

for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
  const event = linePattern.exec(line)
  if (event) verifyEvent(...event.slice(1))
  else readOther(JSON.parse(line))
}

function verifyEvent(previousHash, hash, text) {
  const { sequence } = JSON.parse(text)
  const expected = createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(text).digest('hex')
  if (expected !== hash) problems.push(`Event ${sequence} was changed.`)
  if (last && sequence <= last.sequence) problems.push(`Event ${sequence} does not come after event ${last.sequence}.`)
  if (last && sequence === last.sequence + 1 && previousHash !== last.hash)
    problems.push(`Event ${sequence} does not continue event ${last.sequence}.`)
  if (last && sequence > last.sequence + 1) {
    gaps++
    if (header?.isWhole) problems.push(`Events ${last.sequence + 1} to ${sequence - 1} are missing.`)
  }
  last = { sequence, hash }
  hashes.set(sequence, hash)
}

function readOther(line) {
  if (line.export) header = line
  else if (line.end) end = line
  else if (line.checkpoint) verifyCheckpoint(line)
  else problems.push('A line is not of a whole export: its caller could not read the whole log.')
}

function verifyCheckpoint({ checkpoint: { sequence, hash, at }, publicKey, signature }) {
  checkpoints++
  const text = `lectern audit checkpoint\n${sequence}\n${hash}\n${at}\n`
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  })
  if (expectedKey && publicKey !== expectedKey) problems.push(`The checkpoint at event ${sequence} has another key.`)
  if (!verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex')))
    problems.push(`The signature of the checkpoint at event ${sequence} is not valid.`)
  if (header?.isWhole && sequence > (last?.sequence ?? 0))
    problems.push(`Events up to ${sequence} are missing: a signed checkpoint names that event.`)
  if (hashes.has(sequence) && hashes.get(sequence) !== hash)
    problems.push(`The checkpoint at event ${sequence} has another hash: that event or an earlier one was changed.`)
}

if (!header) problems.push('The first line is missing.')
if (expectedKey && checkpoints === 0) problems.push('No checkpoint is signed with this key.')
if (!end) problems.push('The last line is missing: the file was cut off.')
else if (end.events !== hashes.size) problems.push(`The file has ${hashes.size} of ${end.events} events.`)
for (const problem of problems.slice(0, 20)) console.error(problem)
console.log(JSON.stringify({ ok: problems.length === 0, events: hashes.size, gaps, checkpoints }))
process.exitCode = problems.length === 0 ? 0 : 1

import type { Database } from '@lectern/domain/database'
import { type NewTextAnalysis, recordTextAnalyses, type TextFacts } from '@lectern/domain/findings/text-analyses'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import type { TagPosition } from '../files/tag-position.ts'
import { analysisVersion, type TextKind, textKindOf } from '../files/text-kind.ts'
import { type Reader, ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import type { analyzeBeginning, analyzeToJson } from './analysis/analyze.ts'

/**
 * Analyzes a text and stores the result by content hash. Returns where the player's tag goes, or null in a file that
 * gets no tag. Idempotent. `bytes`: the whole file, or at least its beginning.
 */
export async function analyzeText(
  { database, readerThreads }: Pick<Services, 'database' | 'readerThreads'>,
  packageId: string,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<TagPosition | null> {
  const kind = textKindOf(path)
  if (!kind) return null
  const reader = { key: packageId }
  const { references, facts, tagPosition } =
    (await readerThreads
      .call<typeof analyzeToJson>(reader, analysisModule, 'analyzeToJson', bytes, kind)
      .catch(nullPastLimit)) ?? (await analyzePastLimit(readerThreads, reader, bytes, kind))
  await recorderOf(database)({ contentHash, version: analysisVersion, kind, references, facts })
  return tagPosition
}

const analysisModule = new URL('./analysis/analyze.ts', import.meta.url)

function nullPastLimit(error: unknown): null {
  if (error instanceof ReaderLimitError) return null
  throw error
}

/**
 * Analyzes a text that takes too long or too much memory to read. That is a finding, not a failed run, and a document
 * gets its tag all the same.
 */
async function analyzePastLimit(
  readerThreads: Services['readerThreads'],
  reader: Reader,
  bytes: Uint8Array,
  kind: TextKind,
): Promise<ReturnType<typeof analyzeToJson>> {
  const beginning = await readerThreads
    .call<typeof analyzeBeginning>(reader, analysisModule, 'analyzeBeginning', bytes, kind)
    .catch(nullPastLimit)
  const { facts = {}, tagPosition = null } = beginning ?? {}
  const unreadable: TextFacts['unreadable'] = { reason: 'LIMIT', line: 1 }
  return { references: '[]', facts: JSON.stringify({ ...facts, unreadable }), tagPosition }
}

/** The most JSON of one statement, in characters. A larger analysis is written alone. */
const maxStatementLength = 4 * 1024 ** 2

const recorders = new WeakMap<Database, (analysis: NewTextAnalysis) => Promise<void>>()

function recorderOf(database: Database) {
  const recorder = recorders.get(database) ?? openRecorder(database)
  recorders.set(database, recorder)
  return recorder
}

/**
 * Creates a function that batches writes: the analyses that arrive during one statement share the next one, up to a
 * limit that bounds its memory.
 */
function openRecorder(database: Database) {
  type Batch = { analyses: NewTextAnalysis[]; length: number; written: Promise<void> }
  let open: Batch | null = null
  let lastWrite: Promise<void> = Promise.resolve()
  function openBatch(): Batch {
    const write = () => {
      if (open === batch) open = null
      return recordTextAnalyses(database, batch.analyses)
    }
    const batch: Batch = { analyses: [], length: 0, written: lastWrite.then(write, write) }
    lastWrite = batch.written
    return batch
  }
  return (analysis: NewTextAnalysis): Promise<void> => {
    const length = analysis.references.length + analysis.facts.length
    if (!open || open.length + length > maxStatementLength) open = openBatch()
    open.analyses.push(analysis)
    open.length += length
    return open.written
  }
}

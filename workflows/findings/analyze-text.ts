import type { Database } from '@lectern/domain/database'
import { type NewTextAnalysis, recordTextAnalyses } from '@lectern/domain/findings/text-analyses'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { analysisVersion, type TextKind, textKindOf } from '../files/text-kind.ts'
import { ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import type { AnalysisResult, analyze, analyzeBeginning } from './analysis/analyze.ts'

/**
 * Analyzes a text and stores the result by content hash. Returns null for files that Lectern does not analyze.
 * Idempotent. `bytes`: the whole file, or at least its beginning.
 */
export async function analyzeText(
  { database, readerThreads }: Pick<Services, 'database' | 'readerThreads'>,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<AnalysisResult | null> {
  const kind = textKindOf(path)
  if (!kind) return null
  const result =
    (await readerThreads.call<typeof analyze>(analysisModule, 'analyze', bytes, kind).catch(nullPastLimit)) ??
    (await analyzePastLimit(readerThreads, bytes, kind))
  const { references, facts } = result
  await recorderOf(database)({ contentHash, version: analysisVersion, kind, references, facts })
  return result
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
  bytes: Uint8Array,
  kind: TextKind,
): Promise<AnalysisResult> {
  const beginning = await readerThreads
    .call<typeof analyzeBeginning>(analysisModule, 'analyzeBeginning', bytes, kind)
    .catch(nullPastLimit)
  const { facts = {}, tagPosition = null } = beginning ?? {}
  return { references: [], facts: { ...facts, unreadable: { reason: 'LIMIT', line: 1 } }, tagPosition }
}

const recorders = new WeakMap<Database, (analysis: NewTextAnalysis) => Promise<void>>()

function recorderOf(database: Database) {
  const recorder = recorders.get(database) ?? openRecorder(database)
  recorders.set(database, recorder)
  return recorder
}

/** Creates a function that batches writes: all analyses that arrive during one statement share the next one. */
function openRecorder(database: Database) {
  let currentWrite: Promise<void> = Promise.resolve()
  let nextWrite: Promise<void> | null = null
  let waiting: NewTextAnalysis[] = []
  const writeNext = () => {
    const analyses = waiting
    waiting = []
    nextWrite = null
    currentWrite = recordTextAnalyses(database, analyses)
    return currentWrite
  }
  return (analysis: NewTextAnalysis): Promise<void> => {
    waiting.push(analysis)
    nextWrite ??= currentWrite.then(writeNext, writeNext)
    return nextWrite
  }
}

import type { ClaimedItem } from '@lectern/domain/sync/items'
import { type NewTextAnalysis, recordTextAnalyses } from '@lectern/domain/findings/text-analyses'
import type { Database } from '@lectern/domain/database'
import { analysisVersion, textKindOf } from '../files/text-kind.ts'
import { type AnalysisResult, analyze } from './analysis/analyze.ts'
import type { Services } from '../services.ts'

/**
 * Looks at a text and keeps what it finds by content hash. Null: it is no text that is looked into. Looking twice finds the same. `bytes`: the
 * whole file, or at least its beginning.
 */
export async function analyzeText(
  { database }: Pick<Services, 'database'>,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<AnalysisResult | null> {
  const kind = textKindOf(path)
  if (!kind) return null
  const found = analyze(bytes, kind)
  const { references, facts } = found
  await recorderOf(database)({ contentHash, version: analysisVersion, kind, references, facts })
  return found
}

const recorders = new WeakMap<Database, (analysis: NewTextAnalysis) => Promise<void>>()

function recorderOf(database: Database) {
  const recorder = recorders.get(database) ?? openRecorder(database)
  recorders.set(database, recorder)
  return recorder
}

/** A thousand small pages would be a thousand statements: those that come while one is on its way share the next. */
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

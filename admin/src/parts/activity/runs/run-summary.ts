import { t } from '../../../texts/texts.ts'
import type { AuditEvent } from '../audit-event.ts'
import type { Run } from './group-runs.ts'

/** What the line of a run shows: what happened last, who started it, and its figures (`23 files copied`). */
export type RunSummary = { event: AuditEvent; actor: AuditEvent['actor']; figures: string[] }

type Values = Partial<Record<'filesCopied' | 'filesDeleted' | 'videos' | 'failed', unknown>>

/** Returns the line of a run. */
export function runSummary({ key, events }: Run<AuditEvent>): RunSummary {
  const event = events.find(({ subjectId }) => subjectId === key) ?? events[0]!
  // The oldest event of a person, because Lectern does the rest.
  const started = events.findLast(({ actor }) => actor.kind !== 'SYSTEM') ?? event
  return { event, actor: started.actor, figures: [...fileFigures(events), ...videoFigures(events)] }
}

function fileFigures(events: readonly AuditEvent[]): string[] {
  const { filesCopied, filesDeleted } = newestWith(events, 'filesCopied')
  return [
    typeof filesCopied === 'number' && t('activity.filesCopied', { count: filesCopied }),
    typeof filesDeleted === 'number' && filesDeleted > 0 && t('activity.filesDeleted', { count: filesDeleted }),
  ].filter(figure => figure !== false)
}

/** How many videos are ready. Until the transcode has ended, those that were reused are not counted. */
function videoFigures(events: readonly AuditEvent[]): string[] {
  const { videos, failed } = newestWith(events, 'videos')
  if (typeof videos !== 'number' || videos === 0) return []
  const encoded = events.filter(({ action }) => action === 'encoding.ready').length
  const ready = typeof failed === 'number' ? videos - failed : Math.min(encoded, videos)
  return [t('activity.videosReady', { ready, count: videos })]
}

/** The values after the newest event that has this one. */
function newestWith(events: readonly AuditEvent[], name: keyof Values): Values {
  const values = events.map(({ after }) => after as Values | null)
  return values.find(after => after?.[name] !== undefined) ?? {}
}

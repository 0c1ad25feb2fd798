import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'

/** A service by its name: `PostgreSQL`. */
export const serviceLabel = (name: string): string => t('system.service', { name })

/** The kind of a process: `Worker`. */
export const processLabel = (kind: string): string => t('system.processKind', { kind })

/** What a queue is for: `Copying files`. A queue that this page does not know keeps its name. */
export const queueLabel = (name: string): string => t('system.queue', { key: name.replace(/\W/g, '_'), name })

/** What is open: `Synchronizations`. */
export const workLabel = (kind: string): string => t('system.workKind', { kind })

/** A kind of thing that the cleanup removes: `Old file versions`. */
export const removalKindLabel = (kind: string): string => t('system.removalKind', { kind })

/** What the cleanup removed of one kind: `3 encodings, 1.2 GB`. */
export function removalLabel({ kind, count, bytes }: { kind: string; count: number; bytes: number | null }): string {
  const what = t('system.removal', { kind, count })
  return bytes ? t('system.removalWithSize', { what, size: formatBytes(bytes) }) : what
}

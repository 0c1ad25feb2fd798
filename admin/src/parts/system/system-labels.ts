import { t } from '../../texts/texts.ts'

/** A service by its name: `PostgreSQL`. */
export const serviceLabel = (name: string): string => t('system.service', { name })

/** The kind of a process: `Worker`. */
export const processLabel = (kind: string): string => t('system.processKind', { kind })

/** What a queue is for: `Copying files`. A queue that this page does not know keeps its name. */
export const queueLabel = (name: string): string => t('system.queue', { key: name.replace(/\W/g, '_'), name })

/** What is open: `Synchronizations`. */
export const workLabel = (kind: string): string => t('system.workKind', { kind })

import { t } from '../../texts/texts.ts'
import type { ActionKind } from './actions.ts'

/** The name of a kind of events: `People and roles`. */
export const actionKindLabel = (kind: ActionKind): string => t('activity.kindOf', { kind })

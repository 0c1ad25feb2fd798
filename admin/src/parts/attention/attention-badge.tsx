import { Badge, VisuallyHidden } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import classes from './attention-badge.module.css'
import { useAttentionCount } from './use-attention-count.ts'

/** How many packages need attention, beside the link to them. `isDot`: where there is no room for the number. Nothing for 0. */
export function AttentionBadge({ isDot = false }: { isDot?: boolean }) {
  const count = useAttentionCount()
  if (!count) return null
  const spoken = <VisuallyHidden>{t('attention.count', { count })}</VisuallyHidden>
  if (isDot) return <span className={classes.dot}>{spoken}</span>
  return (
    <Badge
      size="sm"
      radius="xl"
      color="amber"
      variant="light"
      className={classes.badge}
      title={t('attention.count', { count })}
    >
      <span aria-hidden>{formatCount(count)}</span>
      {spoken}
    </Badge>
  )
}

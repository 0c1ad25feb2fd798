import { SegmentedControl } from '@mantine/core'
import { t } from '../../../texts/texts.ts'

/** Whether videos are rows or pictures. The list is the default, which the address omits. */
export function ViewChoice({ view, change }: { view: View; change: (view: string | null) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('videos.view')}
      value={view}
      data={[
        { value: 'list', label: t('videos.viewList') },
        { value: 'grid', label: t('videos.viewGrid') },
      ]}
      onChange={value => change(value === 'grid' ? value : null)}
    />
  )
}

export type View = 'list' | 'grid'

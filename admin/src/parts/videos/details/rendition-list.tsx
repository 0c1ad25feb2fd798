import { Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../../../texts/texts.ts'
import { type Column, DataTable } from '../../data-table.tsx'
import { parseRenditions, type Rendition } from './renditions.ts'

/** The renditions of a stream, which the player chooses from. Renders nothing until they are read. */
export function RenditionList({ url }: { url: string }) {
  const [renditions, setRenditions] = useState<Rendition[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    fetch(url, { signal: leaving.signal })
      .then(async response => (response.ok ? parseRenditions(await response.text()) : []))
      .then(setRenditions, () => {})
    return () => leaving.abort()
  }, [url])
  if (renditions.length === 0) return null
  const rows = renditions.map(rendition => ({ ...rendition, id: `${rendition.height} ${rendition.bitsPerSecond}` }))
  const columns: Column<(typeof rows)[number]>[] = [
    {
      title: t('videos.resolution'),
      cell: ({ width, height }) => t('videos.pixels', { width: String(width), height: String(height) }),
    },
    {
      title: t('videos.bitRate'),
      cell: ({ bitsPerSecond }) => t('videos.megabits', { megabits: Math.round(bitsPerSecond / 100_000) / 10 }),
    },
  ]
  return (
    <section>
      <Title order={3} mb="sm">
        {t('videos.renditions')}
      </Title>
      <DataTable label={t('videos.renditions')} columns={columns} rows={rows} />
    </section>
  )
}

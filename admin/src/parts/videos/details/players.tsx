import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { t } from '../../../texts/texts.ts'
import classes from './details.module.css'
import { StreamPlayer } from './stream-player.tsx'
import type { Playlist } from './video-details.ts'
import { VideoPlayer } from './video-player.tsx'

/** The stream and the author's file side by side. `refetch` gets new addresses after these have expired. */
export function Players({ playlist, name, refetch }: { playlist: Playlist | null; name: string; refetch: () => void }) {
  const id = useId()
  if (!playlist) return null
  const { url, fallbackUrl, posterUrl, captions } = playlist
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <section className={classes.player} aria-labelledby={`${id}stream`}>
        <Title order={3} id={`${id}stream`}>
          {t('videos.stream')}
        </Title>
        {url ? (
          <StreamPlayer
            url={url}
            poster={posterUrl}
            captions={captions}
            label={t('videos.streamOf', { name })}
            refetch={refetch}
          />
        ) : (
          <Missing>{t('videos.noStream')}</Missing>
        )}
      </section>
      <section className={classes.player} aria-labelledby={`${id}file`}>
        <Title order={3} id={`${id}file`}>
          {t('videos.file')}
        </Title>
        {fallbackUrl ? (
          <VideoPlayer src={fallbackUrl} poster={posterUrl} label={t('videos.fileOf', { name })} refetch={refetch} />
        ) : (
          <Missing>{t('videos.noFile')}</Missing>
        )}
      </section>
    </SimpleGrid>
  )
}

const Missing = ({ children }: { children: string }) => (
  <Stack className={classes.missing} justify="center">
    <Text size="sm" c="dimmed" ta="center">
      {children}
    </Text>
  </Stack>
)

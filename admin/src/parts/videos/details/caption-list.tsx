import { List, Stack, Text, Title } from '@mantine/core'
import { splitPath } from '../../../format/path.ts'
import { t } from '../../../texts/texts.ts'
import type { Playlist } from './video-details.ts'

/** The captions of a video by language, and what to do for another language. */
export function CaptionList({ path, captions }: { path: string; captions: Playlist['captions'] }) {
  const { folder, name } = splitPath(path)
  const stem = name.replace(/\.[^.]+$/, '')
  return (
    <section>
      <Title order={3} mb="sm">
        {t('videos.captions')}
      </Title>
      <Stack gap="sm">
        {captions.length === 0 ? (
          <Text>{t('videos.noCaptions')}</Text>
        ) : (
          <List size="md">
            {captions.map(({ language, kind, label }) => (
              <List.Item key={`${language} ${kind}`}>{t('videos.captionsIn', { label, language })}</List.Item>
            ))}
          </List>
        )}
        <Text size="sm" c="dimmed">
          {t.rich('videos.addCaptions', {
            file: `${folder}${stem}.de.vtt`,
            sdh: `${stem}.de.sdh.vtt`,
            code: chunks => <code>{chunks}</code>,
          })}
        </Text>
      </Stack>
    </section>
  )
}

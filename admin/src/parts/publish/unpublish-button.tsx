import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'

const Unpublish = graphql(`
  mutation Unpublish($slug: String!, $environment: String!) {
    unpublishPackage(slug: $slug, environment: $environment) {
      id
    }
  }
`)

/** Takes a package away from an environment, after a question. The page follows by its subscription. */
export function UnpublishButton({ slug, title, environment }: Props) {
  const canUnpublish = useHasPermission('package.unpublish')
  const [isAsking, setIsAsking] = useState(false)
  const [{ fetching, error }, unpublish] = useMutation(Unpublish)
  const { name } = environment
  if (!canUnpublish) return null
  if (!isAsking)
    return (
      <Group>
        <Button
          variant="default"
          size="xs"
          aria-label={t('publish.unpublishNamed', { environment: name })}
          onClick={() => setIsAsking(true)}
        >
          {t('publish.unpublish')}
        </Button>
      </Group>
    )
  return (
    <Notice tone="warning">
      <Stack gap={10}>
        <Text>{t('publish.unpublishQuestion', { title, environment: name })}</Text>
        <Group gap="sm">
          <Button variant="default" size="xs" onClick={() => setIsAsking(false)}>
            {t('publish.keepPublished')}
          </Button>
          <Button
            color="brick"
            size="xs"
            loading={fetching}
            onClick={() => unpublish({ slug, environment: environment.slug })}
          >
            {t('publish.unpublishFrom', { environment: name })}
          </Button>
        </Group>
        <ErrorNotice error={error} />
      </Stack>
    </Notice>
  )
}

type Props = { slug: string; title: string; environment: { slug: string; name: string } }

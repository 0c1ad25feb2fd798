import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from 'urql'
import { formatEstimate } from '../../../format/money.ts'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { Facts } from '../../facts.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'

const ReencodeEstimateQuery = graphql(`
  query ReencodeEstimate($package: String) {
    reencodeEstimate(package: $package) {
      videos
      minutes
      cost {
        amount
        currency
      }
    }
  }
`)

const ReencodeVideos = graphql(`
  mutation ReencodeVideos($package: String) {
    reencodeVideos(package: $package) {
      id
      status
      reencoding
    }
  }
`)

/**
 * Asks whether the videos with streams of older settings are to be encoded again, with their number, minutes, and price.
 * `slug`: of one package; null means of all.
 */
export default function ReencodeDialog({ slug, close }: { slug: string | null; close: () => void }) {
  const variables = { package: slug }
  const [{ data, error }] = useQuery({ query: ReencodeEstimateQuery, variables, requestPolicy: 'network-only' })
  const [{ fetching, error: refusal }, reencode] = useMutation(ReencodeVideos)
  const estimate = data?.reencodeEstimate
  const confirm = async () => {
    const { data: result } = await reencode(variables)
    if (!result?.reencodeVideos) return
    showToast({ message: t('videos.reencodeStarted', { packages: result.reencodeVideos.length }) })
    close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{slug === null ? t('videos.reencodeAllTitle') : t('videos.reencodeTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <ErrorNotice error={error} />
        {!data && !error && <LoadingSkeleton lines={3} />}
        {data && !estimate && <Text>{t('videos.reencodeNotAllowed')}</Text>}
        {estimate?.videos === 0 && <Text>{t('videos.noneOutdated')}</Text>}
        {estimate && estimate.videos > 0 && (
          <>
            <Text>{t('videos.reencodeEffect')}</Text>
            <Facts
              facts={[
                { title: t('videos.title'), value: t('videos.total', { count: estimate.videos }) },
                {
                  title: t('videos.billedMinutes'),
                  value: t('videos.totalMinutes', { minutes: Math.ceil(estimate.minutes) }),
                },
                { title: t('videos.price'), value: formatEstimate(estimate.cost) },
              ]}
            />
            <Text size="sm" c="dimmed">
              {t('videos.reencodeBudget')}
            </Text>
          </>
        )}
        <ErrorNotice error={refusal} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={close}>
            {estimate && estimate.videos > 0 ? t('common.cancel') : t('common.close')}
          </Button>
          {estimate && estimate.videos > 0 && (
            <ServerButton loading={fetching} onClick={confirm}>
              {t('videos.reencodeFor', { amount: formatEstimate(estimate.cost) })}
            </ServerButton>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

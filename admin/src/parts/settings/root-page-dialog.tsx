import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { PagePicture } from '../preview/page-picture.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { PageList } from './page-list.tsx'
import { RootPageFields, type RootPagePackage, SetRootPage } from './root-page.ts'
import { currentChoice, initialChoice, LECTERN_CHOOSES } from './root-page-choice.ts'
import classes from './root-page-dialog.module.css'

const RootPageQuery = graphql(
  `
    query RootPage($slug: String!) {
      package(slug: $slug) {
        id
        ...RootPageFields
      }
    }
  `,
  [RootPageFields],
)

/** Asks which page the package opens with. The answer takes effect in the draft at once, without a synchronization. */
export default function RootPageDialog({ slug, close }: { slug: string; close: () => void }) {
  const [{ data, error }] = useQuery({ query: RootPageQuery, variables: { slug } })
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={<b>{t('settings.rootPageQuestion')}</b>}
      closeButtonProps={{ 'aria-label': t('settings.close') }}
    >
      <ErrorNotice error={error} />
      {!data && !error && <LoadingSkeleton />}
      {data?.package && <RootPageForm pkg={data.package} close={close} />}
    </Modal>
  )
}

function RootPageForm({ pkg, close }: { pkg: RootPagePackage; close: () => void }) {
  const [choice, setChoice] = useState(() => initialChoice(pkg))
  const [{ fetching, error }, setRootPage] = useMutation(SetRootPage)
  const { slug, draft } = pkg
  const page = choice === LECTERN_CHOOSES ? draft?.rootPage : choice
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { data } = await setRootPage({ slug, page: choice === LECTERN_CHOOSES ? null : choice })
    if (data?.updatePackage) close()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('settings.rootPageEffect')}
        </Text>
        {page && <PagePicture slug={slug} page={page} />}
        <Radio.Group aria-label={t('settings.rootPageQuestion')} value={choice} onChange={setChoice}>
          <Stack gap="lg">
            {draft?.rootPage && (
              <Radio
                className={classes.lecternChooses}
                value={LECTERN_CHOOSES}
                label={t('settings.letLecternChoose')}
                description={
                  currentChoice(pkg) === LECTERN_CHOOSES
                    ? t('settings.lecternFound', { page: draft.rootPage })
                    : t('settings.howLecternChooses')
                }
              />
            )}
            <PageList
              slug={slug}
              first={draft?.rootPage ? [draft.rootPage] : (draft?.rootPageCandidates ?? [])}
              choice={choice}
            />
          </Stack>
        </Radio.Group>
        <ErrorNotice error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('settings.cancel')}
          </Button>
          <ServerButton type="submit" loading={fetching} disabled={choice === null || choice === currentChoice(pkg)}>
            {choice === LECTERN_CHOOSES ? t('settings.letLecternChoose') : t('settings.useRootPage')}
          </ServerButton>
        </Group>
      </Stack>
    </form>
  )
}
